/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import java.util.List;
import java.util.Locale;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.UsageDetails;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LangfuseAssertions}: each assertion holds, and each can fail.
 */
@SpringJUnitConfig(LangfuseRecorder.class)
@ImportAutoConfiguration(LangfuseAutoConfiguration.class)
class LangfuseAssertionsTests {

	@Autowired
	private LangfuseRecorder recorder;

	@Autowired
	private Langfuse langfuse;

	@BeforeEach
	void observe() {
		this.langfuse.observation("handle").version("v7").observe(() -> {
			this.langfuse.current().trace().userId("ada").sessionId("s1").tags("b", "a").name("Handling");
			this.langfuse.current().input("question").output(List.of(1, 2)).metadata("tenant", "t1");
			this.langfuse.observation("llm")
				.type(ObservationType.GENERATION)
				.observe(() -> this.langfuse.current().model("gpt-4o").usage(UsageDetails.of(12, 3).with("total", 15)));
			this.langfuse.observation("lookup").type(ObservationType.TOOL).observe(() -> {
			});
			this.langfuse.observation("lookup").type(ObservationType.TOOL).observe(() -> {
			});
			assertThatIllegalStateException().isThrownBy(() -> this.langfuse.observation("broken").observe(() -> {
				throw new IllegalStateException("no such order");
			}));
		});
	}

	@Test
	void readsAsProse() {
		assertThat(this.recorder).hasSingleTrace()
			.withRoot("handle")
			.isSpan()
			.hasInput("question")
			.hasInputContaining("quest")
			.hasOutput("[1,2]")
			.hasOutputContaining("2]")
			.hasMetadata("tenant", "t1")
			.hasMetadata("other", null)
			.hasVersion("v7")
			.hasLevel(ObservationLevel.DEFAULT)
			.hasModel(null)
			.hasUser("ada")
			.hasSession("s1")
			.hasTags("a", "b")
			.hasTraceName("Handling")
			.hasChild("llm",
					(llm) -> llm.isGeneration()
						.hasModel("gpt-4o")
						.hasUsage(12, 3)
						.hasUsage(UsageDetails.ofTotal(15))
						.hasOnlyChildren())
			.hasChildren(2, "lookup")
			.hasChild("broken", (broken) -> broken.hasFailed("no such order"))
			.hasOnlyChildren("llm", "lookup", "lookup", "broken");
		assertThat(this.recorder).hasTraces(1).hasTraceWithRoot("handle").hasChild("lookup", ObservationAssert::isTool);
		assertThat(this.recorder.traces().get(0)).hasObservations(5)
			.hasObservation("lookup")
			.hasObservation("llm", ObservationAssert::isGeneration);
	}

	@ParameterizedTest
	@EnumSource(ObservationType.class)
	void everyTypeHasItsAssertion(ObservationType type) throws Exception {
		this.recorder.clear();
		this.langfuse.observation("typed").type(type).observe(() -> {
		});
		ObservationAssert root = assertThat(this.recorder).hasSingleTrace().withRoot("typed").hasType(type);
		String name = type.value();
		ObservationAssert.class.getMethod("is" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
			.invoke(root);
	}

	@Test
	void failuresSayWhatIsMissingAndDrawTheTree() {
		ObservationAssert root = assertThat(this.recorder).hasSingleTrace().withRoot("handle");
		assertFails(() -> root.hasChild("llm", (llm) -> llm.isGeneration().hasModel("claude")),
				"Expected 'handle' to have child 'llm' that meets the requirements but",
				"- Expected 'llm' to have model claude but it is gpt-4o", "handle [span]", "├─ llm [generation]",
				"└─ broken [span]");
		assertFails(() -> root.hasChild("nobody"), "child 'nobody' but there is none");
		assertFails(() -> root.hasChildren(3, "lookup"), "3 children 'lookup' but there are 2");
		assertFails(() -> root.hasOnlyChildren("llm"), "children [llm] but it is [llm, lookup, lookup, broken]");
		assertFails(root::isGeneration, "type GENERATION but it is SPAN");
		assertFails(() -> root.hasInput("other"), "input other but it is question");
		assertFails(() -> root.hasInput(null), "input null but it is question");
		assertFails(() -> root.hasInputContaining("z"), "input that contains z");
		assertFails(() -> root.hasOutput("[]"), "output [] but it is [1,2]");
		assertFails(() -> root.hasOutputContaining("z"), "output that contains z");
		assertFails(() -> root.hasMetadata("tenant", "t2"), "metadata tenant t2 but it is t1");
		assertFails(() -> root.hasUser("bob"), "user bob but it is ada", ", user ada, session s1, tags b a");
		assertFails(() -> root.hasSession(null), "session null but it is s1");
		assertFails(() -> root.hasTags("a"), "tags [a] but it is [a, b]");
		assertFails(() -> root.hasTraceName("handle"), "trace name handle but it is Handling");
		assertFails(() -> root.hasChild("llm", (llm) -> llm.hasUsage(12, 4)),
				"usage {input=12, output=4} but it is {input=12, output=3}");
		assertFails(() -> root.hasVersion(null), "version null but it is v7");
		assertFails(() -> root.hasLevel(ObservationLevel.WARNING), "level WARNING");
		assertFails(() -> root.hasFailed(""), "level ERROR but it is DEFAULT");
		assertFails(() -> root.hasUsage(1, 2), "usage {input=1, output=2} but it is null");
		assertFails(() -> root.hasChild("broken", (broken) -> broken.hasFailed("other")),
				"status message that contains other but it is");
	}

	@Test
	void failuresAboutTracesDrawThemToo() {
		assertFails(() -> assertThat(this.recorder).hasNoTrace(), "Expected 0 traces but there is 1",
				"llm [generation]");
		assertFails(() -> assertThat(this.recorder).hasTraceWithRoot("llm"),
				"one trace with root 'llm' but there are 0", "handle [span]");
		assertFails(() -> assertThat(this.recorder).hasSingleTrace().withRoot("x"), "root 'x' but there is [handle]");
		assertFails(() -> assertThat(this.recorder).hasSingleTrace().hasObservations(2),
				"2 observations but there are 5");
		assertFails(() -> assertThat(this.recorder).hasSingleTrace().hasObservation("x"),
				"observation 'x' but there is none");
		this.langfuse.observation("second").observe(() -> {
		});
		assertFails(() -> assertThat(this.recorder).hasSingleTrace(), "Expected 1 trace but there are 2",
				"second [span]");
		this.recorder.clear();
		assertFails(() -> assertThat(this.recorder).hasSingleTrace(), "(nothing was recorded)");
	}

	@Test
	void traceThatWasBegunTwiceHasTwoRoots() {
		this.recorder.clear();
		for (int turn = 0; turn < 2; turn++) {
			this.langfuse.observation("turn").traceSeed("conversation").observe(() -> {
			});
		}
		assertThat(this.recorder).hasSingleTrace().hasOnlyRoots("turn", "turn").withRoot("turn").hasOnlyChildren();
		assertFails(() -> assertThat(this.recorder).as("the second turn").hasSingleTrace().hasOnlyRoots("turn"),
				"[the second turn]", "Expected roots [turn] but there is [turn, turn]");
	}

	@Test
	void observationWhoseParentHasNotEndedIsARoot() {
		this.recorder.clear();
		try (ActiveObservation open = this.langfuse.observation("open").start()) {
			this.langfuse.observation("inner").observe(() -> {
			});
			assertThat(this.recorder).hasSingleTrace().withRoot("inner");
			Assertions.assertThat(open.isRecording()).isTrue();
		}
		assertThat(this.recorder).hasSingleTrace().withRoot("open").hasOnlyChildren("inner");
	}

	private static void assertFails(ThrowingCallable assertion, String... message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion)
			.satisfies((ex) -> Assertions.assertThat(ex.getMessage()).contains(message));
	}

}
