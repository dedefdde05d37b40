package com.example.otel;

import dev.langfuse4j.annotation.Observe;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Calls a library that makes spans of OpenTelemetry, whose own starter configures the
 * SDK, and ends.
 */
@SpringBootApplication
public class OpenTelemetryApplication {

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(OpenTelemetryApplication.class, args)) {
			System.out.println("answer " + context.getBean(Outer.class).outer("why"));
		}
	}

	@Component
	static class Outer {

		private final OpenTelemetry openTelemetry;

		private final Inner inner;

		Outer(OpenTelemetry openTelemetry, Inner inner) {
			this.openTelemetry = openTelemetry;
			this.inner = inner;
		}

		@Observe
		String outer(String question) {
			Span agent = this.openTelemetry.getTracer("com.example.agents")
				.spanBuilder("invoke_agent planner")
				.setAttribute("gen_ai.operation.name", "invoke_agent")
				.startSpan();
			try (Scope scope = agent.makeCurrent()) {
				return this.inner.inner(question);
			}
			finally {
				agent.end();
			}
		}

	}

	@Component
	static class Inner {

		@Observe
		String inner(String question) {
			return "because";
		}

	}

}
