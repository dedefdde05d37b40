package com.example.async;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

import dev.langfuse4j.annotation.Observe;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks itself over HTTP and ends. What it observes is in an asynchronous method.
 */
@SpringBootApplication
@EnableAsync
public class AsyncApplication {

	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(AsyncApplication.class, args)) {
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

		private final Between between;

		Outer(Between between) {
			this.between = between;
		}

		@Observe
		String outer(String question) {
			return this.between.later(question).join();
		}

	}

	@Component
	static class Between {

		private final Inner inner;

		Between(Inner inner) {
			this.inner = inner;
		}

		@Async
		CompletableFuture<String> later(String question) {
			return CompletableFuture.completedFuture(this.inner.inner(question));
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
