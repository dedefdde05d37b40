/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.capture.MessageParts;
import dev.langfuse4j.export.DuplicateDetection;
import dev.langfuse4j.export.pipeline.DuplicateGuard.Repetition;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.testing.Observations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DuplicateGuard}.
 */
class DuplicateGuardTests {

	private final DuplicateGuard guard = new DuplicateGuard(DuplicateDetection.WARN);

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults()).comparing();

	private final TraceState trace = Observations.trace();

	@Test
	void mediaOfTheSameSizeAreToldApart() {
		assertThat(next(message(new byte[] { 1, 2, 3 }))).isNull();
		assertThat(next(message(new byte[] { 1, 2, 4 }))).isNull();
		assertThat(next(message(new byte[] { 1, 2, 3 }))).isNotNull();
		assertThat(next(List.of(MessageParts.base64("image/png", "AAAA")))).isNull();
		assertThat(next(List.of(MessageParts.base64("image/png", "AAAB")))).isNull();
		assertThat(next(List.of(MessageParts.base64("image/png", "AAAB")))).isNotNull();
		assertThat(next("see data:image/png;base64,AAAA there")).isNull();
		assertThat(next("see data:image/png;base64,AAAB there")).isNull();
		assertThat(next("see data:image/png;base64,AAAB there")).isNotNull();
		assertThat(next(List.of("data:image/png;base64,AAAA"))).isNull();
		assertThat(next(List.of("data:image/png;base64,AAAB"))).isNull();
	}

	@Test
	void whatIsNotThereIsNotTakenForTheSame() {
		assertThat(next(List.of(MessageParts.medium("image/png")))).isNull();
		assertThat(next(List.of(MessageParts.medium("image/png")))).isNull();
		List<Integer> many = new ArrayList<>();
		for (int i = 0; i < 2_000; i++) {
			many.add(i);
		}
		assertThat(next(many)).isNull();
		assertThat(next(many)).isNull();
	}

	@Test
	void textThatWouldTakeTooLongToReadIsNotCompared() {
		String text = "x".repeat(10_000_000);
		assertThat(next(text)).isNull();
		assertThat(next(text)).isNull();
		assertThat(next(List.of(text))).isNull();
		assertThat(next(List.of(text))).isNull();
		String shorter = text.substring(0, 1_000_000);
		assertThat(next(shorter)).isNull();
		assertThat(next(shorter)).isNotNull();
		assertThat(next(List.of(shorter))).isNull();
		assertThat(next(List.of(shorter))).isNotNull();
	}

	@Test
	void shapesAreToldApart() {
		assertThat(next("1")).isNull();
		assertThat(next(1)).isNull();
		assertThat(next(List.of("1"))).isNull();
		assertThat(next(List.of("1", ""))).isNull();
		assertThat(next(List.of("", "1"))).isNull();
		assertThat(next(Map.of("1", ""))).isNull();
		assertThat(next(List.of(List.of("1")))).isNull();
	}

	@Test
	void oneTraceRemembersTheLatestCalls() {
		for (int i = 0; i < 1_500; i++) {
			assertThat(next(i)).isNull();
		}
		assertThat(next(1_499)).isNotNull();
		assertThat(next(501)).isNotNull();
		assertThat(next(1)).isNull();
	}

	@Test
	void allTracesTogetherAreBounded() {
		TraceState first = Observations.trace();
		this.guard.next(call(first, "hi", ObservationLevel.DEFAULT));
		assertThat(this.guard.next(call(first, "hi", ObservationLevel.DEFAULT))).isNotNull();
		for (int i = 0; i < 30_000; i++) {
			this.guard.next(call(Observations.trace(), "hi", ObservationLevel.DEFAULT));
		}
		assertThat(this.guard.next(call(first, "hi", ObservationLevel.DEFAULT))).isNull();
	}

	@Test
	void levelOfTheApplicationIsKept() {
		ObservationData first = call(this.trace, "hi", ObservationLevel.WARNING);
		assertThat(this.guard.next(first)).isNull();
		ObservationData second = call(this.trace, "hi", ObservationLevel.WARNING);
		Repetition repetition = this.guard.next(second);
		assertThat(repetition).isEqualTo(new Repetition(first.id(), 2));
		ObservationData marked = this.guard.mark(second, repetition);
		assertThat(marked.level()).isEqualTo(ObservationLevel.WARNING);
		assertThat(marked.statusMessage()).isNull();
		assertThat(marked.metadata().keySet()).containsExactly("duplicate_of", "duplicate_count");
	}

	@Test
	void repetitionsAndTheirTokensAreCounted() {
		next("hi");
		assertThat(this.guard.count()).isZero();
		next("hi");
		next("hi");
		assertThat(this.guard.count()).isEqualTo(2);
		assertThat(this.guard.tokens()).isZero();
	}

	@Test
	void attemptThatFailedOrWasCancelledIsNotCompared() {
		this.guard.next(call(this.trace, "hi", ObservationLevel.ERROR));
		this.guard.next(with(call(this.trace, "hi", ObservationLevel.WARNING), null, "The stream was cancelled"));
		assertThat(next("hi")).isNull();
		assertThat(this.guard.next(with(call(this.trace, "hi", ObservationLevel.WARNING), null, "slow"))).isNotNull();
	}

	@Test
	void callAroundTheSameCallIsNoRepetition() {
		ObservationData outer = call(this.trace, "hi", ObservationLevel.DEFAULT);
		ObservationData between = with(Observations.in(this.trace, "between"), outer.id(), null);
		ObservationData inner = with(call(this.trace, "hi", ObservationLevel.DEFAULT), between.id(), null);
		assertThat(this.guard.next(inner)).isNull();
		assertThat(this.guard.next(between)).isNull();
		assertThat(this.guard.next(outer)).isNull();
		assertThat(next("hi")).isEqualTo(new Repetition(inner.id(), 2));
	}

	@Test
	void otherTypesAreNotCompared() {
		ObservationData any = Observations.in(this.trace, "work");
		assertThat(this.guard.next(any)).isNull();
		assertThat(this.guard.next(any)).isNull();
	}

	@Test
	void warningSaysWhichCallIsRepeatedUnlessThereIsAMessage() {
		ObservationData call = call(this.trace, "hi", ObservationLevel.DEFAULT);
		ObservationData marked = this.guard.mark(call, new Repetition("first", 2));
		assertThat(marked.level()).isEqualTo(ObservationLevel.WARNING);
		assertThat(marked.statusMessage()).endsWith("as observation first");
		assertThat(this.guard.mark(with(call, null, "mine"), new Repetition("first", 2)).statusMessage())
			.isEqualTo("mine");
		assertThat(new DuplicateGuard(DuplicateDetection.MARK).mark(call, new Repetition("first", 2)).level())
			.isEqualTo(ObservationLevel.DEFAULT);
	}

	@Test
	void nothingIsComparedIfItIsOff() {
		DuplicateGuard off = new DuplicateGuard(DuplicateDetection.OFF);
		ObservationData call = call(this.trace, "hi", ObservationLevel.DEFAULT);
		off.next(call);
		assertThat(off.next(call)).isNull();
	}

	private static ObservationData with(ObservationData data, @Nullable String parentId, @Nullable String message) {
		return new ObservationData(data.trace(), data.id(), parentId, data.name(), data.type(), data.startTime(),
				data.endTime(), data.level(), message, data.input(), data.output(), data.metadata(), data.modelCall(),
				data.version(), data.attributes());
	}

	private Object message(byte[] bytes) {
		return List.of(Map.of("role", "user", "content", List.of(MessageParts.medium("image/png", bytes))));
	}

	private Repetition next(Object input) {
		return this.guard.next(call(this.trace, input, ObservationLevel.DEFAULT));
	}

	private ObservationData call(TraceState trace, Object input, ObservationLevel level) {
		ObservationData any = Observations.in(trace, "call");
		CapturedContent content = this.capture.content(input, 1_000_000);
		return new ObservationData(trace, any.id(), null, "call", ObservationType.GENERATION, any.startTime(),
				any.endTime(), level, null, content, null, Map.of(), ModelCall.NONE, null, TraceAttributes.NONE);
	}

}
