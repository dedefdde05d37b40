/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.langfuse4j.http.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A payload of words. What is kept on disk can be read again.
 */
record TestPayload(List<String> words, List<String> givenUp) implements Payload {

	static final String UNREADABLE = "unreadable";

	/**
	 * A word that cannot be written, as if memory were short. JUnit itself ends at an
	 * {@code OutOfMemoryError}.
	 */
	static final String HUGE = "huge";

	static final RequestKind KIND = new RequestKind() {

		@Override
		public String path() {
			return "/words";
		}

		@Override
		public String items() {
			return "words";
		}

		@Override
		public Payload stored(int count, BodyFormat format, byte[] body) {
			return new TestPayload(List.of(new String(body, StandardCharsets.UTF_8).split(" ")), new ArrayList<>());
		}

	};

	static TestPayload of(String... words) {
		return new TestPayload(List.of(words), new ArrayList<>());
	}

	static Batch batch(String... words) {
		return new Batch(of(words), 0);
	}

	@Override
	public RequestKind kind() {
		return KIND;
	}

	@Override
	public byte[] body() {
		if (this.words.contains(HUGE)) {
			throw new InternalError("Of a test");
		}
		return String.join(" ", this.words).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Reads what the answer says of single words: {@code a=again b=refused c=elsewhere}.
	 */
	@Override
	public @Nullable ItemOutcomes items(PayloadRequest request, Outcome outcome) {
		String said = new String(outcome.body(), StandardCharsets.UTF_8);
		if (said.isEmpty()) {
			return null;
		}
		List<String> all = List.of(said.split(" "));
		boolean elsewhere = said.contains("elsewhere");
		return new ItemOutcomes(part((word) -> said.contains(word + "=") ? "" : word),
				part((word) -> (all.contains(word + "=again") || all.contains(word + "=elsewhere")) ? word : ""),
				part((word) -> all.contains(word + "=refused") ? word : ""), "said so", elsewhere);
	}

	private @Nullable Payload part(UnaryOperator<String> belongs) {
		List<String> members = this.words.stream().map(belongs).filter((word) -> !word.isEmpty()).toList();
		return members.isEmpty() ? null : new TestPayload(members, this.givenUp);
	}

	@Override
	public int count() {
		return this.words.size();
	}

	@Override
	public long heldBytes() {
		return 0;
	}

	@Override
	public List<TestPayload> split(int first) {
		if (this.words.contains(UNREADABLE)) {
			throw new IllegalStateException("It cannot be divided");
		}
		return List.of(new TestPayload(this.words.subList(0, first), this.givenUp),
				new TestPayload(this.words.subList(first, count()), this.givenUp));
	}

	/**
	 * Half of the word.
	 */
	@Override
	public @Nullable Payload smaller() {
		String word = this.words.get(0);
		return (word.length() > 1) ? new TestPayload(List.of(word.substring(0, word.length() / 2)), this.givenUp)
				: null;
	}

	@Override
	public void giveUp() {
		this.givenUp.addAll(this.words);
	}

	@Override
	public String toString() {
		return String.join(" ", this.words);
	}

}
