package com.example.cli;

import dev.langfuse4j.annotation.Observe;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Answers and ends.
 */
@SpringBootApplication
public class CliApplication {

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(CliApplication.class, args)) {
			context.getBean(Outer.class).outer("why");
		}
		System.out.println("main ends at " + System.currentTimeMillis());
	}

	@Component
	static class Outer {

		private final Inner inner;

		Outer(Inner inner) {
			this.inner = inner;
		}

		@Observe
		String outer(String question) {
			return this.inner.inner(question);
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
