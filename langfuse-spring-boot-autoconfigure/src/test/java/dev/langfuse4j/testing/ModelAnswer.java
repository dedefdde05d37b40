/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The answer that a model gives, whether it is asked for a stream or not.
 *
 * @param pieces the text, in the pieces of a stream
 * @param calls the tools that the model calls
 * @param reasoning what the model thinks before
 * @param status the status of the response
 * @param failing whether a stream ends with an error
 * @param refusing whether the text says why the model does not want to answer
 */
public record ModelAnswer(List<String> pieces, List<Call> calls, @Nullable String reasoning, int status,
		boolean failing, boolean refusing) {

	public static ModelAnswer text(String... pieces) {
		return new ModelAnswer(List.of(pieces), List.of(), null, 200, false, false);
	}

	public static ModelAnswer refusal(String... pieces) {
		return new ModelAnswer(List.of(pieces), List.of(), null, 200, false, true);
	}

	public static ModelAnswer calls(Call... calls) {
		return new ModelAnswer(List.of(), List.of(calls), null, 200, false, false);
	}

	public static ModelAnswer status(int status) {
		return new ModelAnswer(List.of(), List.of(), null, status, false, false);
	}

	public ModelAnswer thinking(String newReasoning) {
		return new ModelAnswer(this.pieces, this.calls, newReasoning, this.status, this.failing, false);
	}

	public ModelAnswer thenFailing() {
		return new ModelAnswer(this.pieces, this.calls, this.reasoning, this.status, true, false);
	}

	public String text() {
		return String.join("", this.pieces);
	}

	/**
	 * A call of a tool.
	 */
	public record Call(String id, String name, String arguments) {

	}

}
