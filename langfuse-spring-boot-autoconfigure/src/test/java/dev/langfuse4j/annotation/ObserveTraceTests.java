/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.annotation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObserveTrace} where it stands alone, and for texts and expressions
 * that were taken for each other.
 */
@ExtendWith(OutputCaptureExtension.class)
class ObserveTraceTests {

	private final List<ObservationData> observed = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner runner = LangfuseContexts.runner()
		.withBean(ObservationExporter.class, () -> this.observed::addAll)
		.withBean(Leaf.class)
		.withBean(Service.class);

	@Test
	void aloneItMakesNoObservationAndHoldsForWhatIsObservedBelow() {
		run((service) -> {
			service.both("ada");
			service.reactive("ada").block();
		});
		assertThat(this.observed).hasSize(3).allSatisfy((data) -> {
			assertThat(data.parentId()).isNull();
			assertThat(data.attributes().userId()).isEqualTo("ada");
			assertThat(data.attributes().name()).isEqualTo("Questions of ada");
		});
		assertThat(this.observed).extracting(ObservationData::name)
			.containsExactlyInAnyOrder("Questions of ada", "Questions of ada", "leaf");
	}

	@Test
	void aloneItChoosesTheTraceOfWhatIsObservedBelow() {
		run((service) -> service.seeded("c-1"));
		assertThat(this.observed).hasSize(2)
			.allSatisfy((data) -> assertThat(data.trace().traceId()).isEqualTo(this.seeded));
	}

	private String seeded;

	@Test
	void aloneItLeavesTheTraceForANewOneOfTheSameUser() {
		run(Service::outer);
		ObservationData outer = named("outer");
		ObservationData leaf = named("leaf");
		assertThat(leaf.parentId()).isNull();
		assertThat(leaf.trace().traceId()).isNotEqualTo(outer.trace().traceId());
		assertThat(leaf.attributes().userId()).isEqualTo("grace");
		assertThat(leaf.attributes().tags()).containsExactly("new");
	}

	@Test
	void onTheMethodItWinsOverThatOnTheClass() {
		this.runner.withBean(OnClass.class).run((context) -> {
			context.getBean(OnClass.class).asClass();
			context.getBean(OnClass.class).asMethod();
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(20));
		});
		assertThat(this.observed).extracting((data) -> data.name() + " " + data.attributes().userId())
			.containsExactlyInAnyOrder("asClass class", "asMethod method");
	}

	@Test
	void textsAndExpressionsThatAreTakenForEachOtherAreReportedAtStart(CapturedOutput output) {
		this.runner.withBean(Mistaken.class).run((context) -> assertThat(context).hasNotFailed());
		String mistaken = " on " + Mistaken.class.getName() + ".mistaken ";
		assertThat(output)
			.containsOnlyOnce("Attribute 'name' of @ObserveTrace" + mistaken
					+ "is text and is recorded unchanged. For an expression, write #{#user}")
			.containsOnlyOnce("Attribute 'userId' of @ObserveTrace" + mistaken
					+ "is a SpEL expression and must not contain #{…}: #{#user}")
			.containsOnlyOnce(
					"Attribute 'input' of @Observe" + mistaken + "is not recorded: 'the user' cannot be parsed as SpEL")
			.doesNotContain("'tags'")
			.doesNotContain(Service.class.getName() + ".both");
	}

	@Test
	void resultThatIsNotKnownYetIsReportedAtStart(CapturedOutput output) {
		this.runner.withBean(TooEarly.class).run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(TooEarly.class).observed("ada");
		});
		String reason = "which is only available when the method has returned";
		assertThat(output)
			.containsOnlyOnce("Attribute 'userId' of @ObserveTrace on " + TooEarly.class.getName()
					+ ".alone is not recorded: '#result' uses #result, " + reason)
			.containsOnlyOnce("Attribute 'name' of @Observe on " + TooEarly.class.getName()
					+ ".observed is not recorded: 'of #{#result}' uses #result, " + reason)
			.containsOnlyOnce("Attribute 'seed' of @ObserveTrace on " + TooEarly.class.getName()
					+ ".observed is not recorded: '#result' uses #result, " + reason);
	}

	private void run(Consumer<Service> calls) {
		this.runner.run((context) -> {
			this.seeded = context.getBean(Langfuse.class).traceId("c-1");
			calls.accept(context.getBean(Service.class));
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(20));
		});
	}

	private ObservationData named(String name) {
		return this.observed.stream().filter((data) -> data.name().equals(name)).findFirst().orElseThrow();
	}

	static class Leaf {

		@Observe
		String leaf() {
			return "leaf";
		}

		@Observe("leaf")
		Mono<String> reactiveLeaf() {
			return Mono.just("leaf");
		}

		@ObserveTrace(newTrace = true, tags = "new")
		void apart(Leaf other) {
			other.leaf();
		}

	}

	static class Service {

		private final Leaf leaf;

		Service(Leaf leaf) {
			this.leaf = leaf;
		}

		@ObserveTrace(userId = "#user", name = "Questions of #{#user}")
		void both(String user) {
			this.leaf.leaf();
			this.leaf.leaf();
		}

		@ObserveTrace(userId = "#user", name = "Questions of #{#user}")
		Mono<String> reactive(String user) {
			return Mono.just("x").flatMap((x) -> this.leaf.reactiveLeaf());
		}

		@ObserveTrace(seed = "#conversation")
		void seeded(String conversation) {
			this.leaf.leaf();
			this.leaf.leaf();
		}

		@Observe
		@ObserveTrace(userId = "'grace'")
		void outer() {
			this.leaf.apart(this.leaf);
		}

	}

	@Observe
	@ObserveTrace(userId = "'class'")
	static class OnClass {

		public void asClass() {
		}

		@ObserveTrace(userId = "'method'")
		public void asMethod() {
		}

	}

	static class Mistaken {

		@Observe(input = "the user")
		@ObserveTrace(userId = "#{#user}", name = "#user", tags = "#billing")
		void mistaken(String user) {
		}

	}

	static class TooEarly {

		@ObserveTrace(userId = "#result")
		String alone(String user) {
			return user;
		}

		@Observe("of #{#result}")
		@ObserveTrace(userId = "#result", seed = "#result")
		String observed(String user) {
			return user;
		}

	}

}
