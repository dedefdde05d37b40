/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import dev.langfuse4j.trace.ObservationFilter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Filters of an application leave observations out of a trace.
 */
@ExtendWith(OutputCaptureExtension.class)
class ObservationFilterTests {

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withPropertyValues("langfuse.observe.include=of.others")
		.withBean(Steps.class, Steps::new)
		.withBean(RecordingExporter.class, () -> this.exporter);

	private static ObservationFilter without(String... names) {
		return (candidate) -> !List.of(names).contains(candidate.name());
	}

	@Test
	void childrenOfWhatIsLeftOutBelongToItsParent() {
		this.contextRunner.withBean(ObservationFilter.class, () -> without("step", "of.others")).run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			langfuse.observation("root")
				.observe(() -> langfuse.observation("step")
					.observe(() -> Observation.createNotStarted("of.others", registry)
						.observe(() -> langfuse.observation("leaf").observe(() -> "done"))));
			flush(context);
			assertThat(this.exporter.names()).containsExactly("leaf", "root");
			assertThat(this.exporter.named("leaf").parentId()).isEqualTo(this.exporter.named("root").id());
		});
	}

	@Test
	void resultsThatAreSubscribedToLaterAreLeftOutToo() {
		this.contextRunner.withBean(ObservationFilter.class, () -> without("deferred")).run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("root").observe(() -> context.getBean(Steps.class).deferred(langfuse).block());
			flush(context);
			assertThat(this.exporter.names()).containsExactlyInAnyOrder("before", "within", "root");
			assertThat(this.exporter.all()).filteredOn((observation) -> !observation.name().equals("root"))
				.allMatch((observation) -> this.exporter.named("root").id().equals(observation.parentId()));
		});
	}

	@Test
	void rootIsNotAskedAbout() {
		List<String> asked = new CopyOnWriteArrayList<>();
		ObservationFilter filter = (candidate) -> {
			asked.add(candidate.name() + " " + candidate.type().value());
			return false;
		};
		this.contextRunner.withBean(ObservationFilter.class, () -> filter).run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("root")
				.observe(() -> langfuse.observation("leaf").type(ObservationType.TOOL).observe(() -> {
					langfuse.current().metadata("seen", true);
					langfuse.observation("another root").newTrace().observe(() -> "done");
				}));
			flush(context);
			assertThat(asked).containsExactly("leaf tool");
			assertThat(this.exporter.names()).containsExactly("another root", "root");
			assertThat(this.exporter.named("root").metadata()).as("the current one is the parent").containsKey("seen");
		});
	}

	@Test
	void allFiltersMustAgreeAndOneThatFailsLeavesNothingOut(CapturedOutput output) {
		this.contextRunner.withBean("first", ObservationFilter.class, () -> without("one"))
			.withBean("second", ObservationFilter.class, () -> without("two"))
			.withBean("failing", ObservationFilter.class, () -> (candidate) -> {
				if (candidate.name().startsWith("three")) {
					throw new IllegalStateException("not for the log");
				}
				return true;
			})
			.run((context) -> {
				Langfuse langfuse = context.getBean(Langfuse.class);
				langfuse.observation("root").observe(() -> {
					for (String name : List.of("one", "two", "three", "three more")) {
						langfuse.observation(name).observe(() -> "done");
					}
				});
				flush(context);
				assertThat(this.exporter.names()).containsExactly("three", "three more", "root");
				assertThat(output).containsOnlyOnce("An ObservationFilter failed").doesNotContain("not for the log");
			});
	}

	private static void flush(ApplicationContext context) {
		context.getBean(Langfuse.class).flush(Duration.ofSeconds(20));
	}

	static class Steps {

		@Observe("deferred")
		Mono<String> deferred(Langfuse langfuse) {
			langfuse.observation("before").observe(() -> "done");
			return Mono.fromSupplier(() -> langfuse.observation("within").observe(() -> "done"));
		}

	}

}
