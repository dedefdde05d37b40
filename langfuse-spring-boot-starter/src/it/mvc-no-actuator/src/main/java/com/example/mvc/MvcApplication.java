package com.example.mvc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.langfuse4j.annotation.Observe;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends itself an HTTP request, without Actuator, and exits. Its observations are made on a thread of Reactor's.
 */
@SpringBootApplication
public class MvcApplication {

	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(MvcApplication.class, args)) {
			ask(context.getEnvironment().getRequiredProperty("local.server.port"));
		}
		System.out.println("main ends at " + System.currentTimeMillis());
	}

	private static void ask(String port) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + port + "/ask?question=why");
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IllegalStateException(response.statusCode() + " " + response.body());
		}
	}

	@RestController
	static class AskController {

		private final Outer outer;

		AskController(Outer outer) {
			this.outer = outer;
		}

		@GetMapping("/ask")
		String ask(@RequestParam String question) {
			return this.outer.outer(question);
		}

	}

	@Component
	static class Outer {

		private final Inner inner;

		Outer(Inner inner) {
			this.inner = inner;
		}

		@Observe
		String outer(String question) {
			return Mono.fromCallable(() -> this.inner.inner(question)).subscribeOn(Schedulers.boundedElastic()).block();
		}

	}

	@Component
	static class Inner {

		@Observe
		String inner(String question) {
			return Thread.currentThread().toString();
		}

	}

}
