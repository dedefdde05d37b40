/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.UsageDetails;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about one observation and those below it. Content is compared as the text
 * that a server gets: strings as they are, all else as JSON.
 *
 * @since 0.1.0
 */
public final class ObservationAssert extends AbstractAssert<ObservationAssert, ObservationData> {

	private final RecordedTrace trace;

	ObservationAssert(RecordedTrace trace, ObservationData observation) {
		super(observation, ObservationAssert.class);
		this.trace = trace;
	}

	/**
	 * It is a span.
	 * @return this assertion
	 */
	public ObservationAssert isSpan() {
		return hasType(ObservationType.SPAN);
	}

	/**
	 * It is a generation.
	 * @return this assertion
	 */
	public ObservationAssert isGeneration() {
		return hasType(ObservationType.GENERATION);
	}

	/**
	 * It is an event.
	 * @return this assertion
	 */
	public ObservationAssert isEvent() {
		return hasType(ObservationType.EVENT);
	}

	/**
	 * It is an embedding.
	 * @return this assertion
	 */
	public ObservationAssert isEmbedding() {
		return hasType(ObservationType.EMBEDDING);
	}

	/**
	 * It is an agent.
	 * @return this assertion
	 */
	public ObservationAssert isAgent() {
		return hasType(ObservationType.AGENT);
	}

	/**
	 * It is a tool.
	 * @return this assertion
	 */
	public ObservationAssert isTool() {
		return hasType(ObservationType.TOOL);
	}

	/**
	 * It is a chain.
	 * @return this assertion
	 */
	public ObservationAssert isChain() {
		return hasType(ObservationType.CHAIN);
	}

	/**
	 * It is a retriever.
	 * @return this assertion
	 */
	public ObservationAssert isRetriever() {
		return hasType(ObservationType.RETRIEVER);
	}

	/**
	 * It is an evaluator.
	 * @return this assertion
	 */
	public ObservationAssert isEvaluator() {
		return hasType(ObservationType.EVALUATOR);
	}

	/**
	 * It is a guardrail.
	 * @return this assertion
	 */
	public ObservationAssert isGuardrail() {
		return hasType(ObservationType.GUARDRAIL);
	}

	/**
	 * It is of this type.
	 * @param type the type
	 * @return this assertion
	 */
	public ObservationAssert hasType(ObservationType type) {
		return check("type", type, this.actual.type());
	}

	/**
	 * Its input is this text or JSON.
	 * @param input the input, or {@code null} for none
	 * @return this assertion
	 */
	public ObservationAssert hasInput(@Nullable String input) {
		return check("input", input, text(this.actual.input()));
	}

	/**
	 * Its input contains this.
	 * @param part the part
	 * @return this assertion
	 */
	public ObservationAssert hasInputContaining(String part) {
		return checkContains("input", part, text(this.actual.input()));
	}

	/**
	 * Its output is this text or JSON.
	 * @param output the output, or {@code null} for none
	 * @return this assertion
	 */
	public ObservationAssert hasOutput(@Nullable String output) {
		return check("output", output, text(this.actual.output()));
	}

	/**
	 * Its output contains this.
	 * @param part the part
	 * @return this assertion
	 */
	public ObservationAssert hasOutputContaining(String part) {
		return checkContains("output", part, text(this.actual.output()));
	}

	/**
	 * Its metadata has this text or JSON under a key.
	 * @param key the key
	 * @param value the value, or {@code null} for none
	 * @return this assertion
	 */
	public ObservationAssert hasMetadata(String key, @Nullable String value) {
		return check("metadata " + key, value, text(this.actual.metadata().get(key)));
	}

	/**
	 * It names this model.
	 * @param model the model, or {@code null} for none
	 * @return this assertion
	 */
	public ObservationAssert hasModel(@Nullable String model) {
		return check("model", model, this.actual.modelCall().model());
	}

	/**
	 * It used so many tokens for its input and its output. Other buckets, such as a total
	 * or cached tokens, are not compared.
	 * @param input the tokens of the prompt
	 * @param output the tokens of the completion
	 * @return this assertion
	 */
	public ObservationAssert hasUsage(long input, long output) {
		return hasUsage(UsageDetails.of(input, output));
	}

	/**
	 * It used these units. Buckets that the given usage does not name are not compared.
	 * @param usage the usage
	 * @return this assertion
	 */
	public ObservationAssert hasUsage(UsageDetails usage) {
		return check("usage", usage.amounts(), amounts(usage.amounts().keySet()));
	}

	/**
	 * Verifies the user, also one that an observation above has set.
	 * @param user the id of the user, or {@code null} for none
	 * @return this
	 */
	public ObservationAssert hasUser(@Nullable String user) {
		return check("user", user, this.actual.attributes().userId());
	}

	/**
	 * Verifies all tags of the trace, in any order.
	 * @param tags the tags
	 * @return this
	 */
	public ObservationAssert hasTags(String... tags) {
		return check("tags", new TreeSet<>(Arrays.asList(tags)), new TreeSet<>(this.actual.attributes().tags()));
	}

	/**
	 * Verifies the name of the trace.
	 * @param name the name
	 * @return this
	 */
	public ObservationAssert hasTraceName(String name) {
		String given = this.actual.attributes().name();
		return check("trace name", name, (given != null) ? given : this.actual.trace().name());
	}

	/**
	 * Verifies the session, also one that an observation above has set.
	 * @param session the id of the session
	 * @return this
	 */
	public ObservationAssert hasSession(@Nullable String session) {
		return check("session", session, this.actual.attributes().session());
	}

	/**
	 * It names this version of the observed code.
	 * @param version the version, or {@code null} for none
	 * @return this assertion
	 */
	public ObservationAssert hasVersion(@Nullable String version) {
		return check("version", version, this.actual.version());
	}

	/**
	 * It has this level.
	 * @param level the level
	 * @return this assertion
	 */
	public ObservationAssert hasLevel(ObservationLevel level) {
		return check("level", level, this.actual.level());
	}

	/**
	 * It failed, with a message that contains this.
	 * @param part a part of the status message, such as the exception's message
	 * @return this assertion
	 */
	public ObservationAssert hasFailed(String part) {
		return hasLevel(ObservationLevel.ERROR).checkContains("status message", part, this.actual.statusMessage());
	}

	/**
	 * There is a child with this name.
	 * @param name the name
	 * @return this assertion
	 */
	public ObservationAssert hasChild(String name) {
		return hasChild(name, (child) -> {
		});
	}

	/**
	 * There is a child with this name that meets requirements.
	 * @param name the name
	 * @param requirements what one of the children with this name must meet
	 * @return this assertion
	 */
	public ObservationAssert hasChild(String name, Consumer<ObservationAssert> requirements) {
		String failure = failureOfAll(this.trace, children(), name, requirements);
		return (failure != null) ? fail("child '" + name + "'" + failure) : this;
	}

	/**
	 * There are so many children with this name.
	 * @param count how many
	 * @param name the name
	 * @return this assertion
	 */
	public ObservationAssert hasChildren(int count, String name) {
		long actual = children().stream().map(ObservationData::name).filter(name::equals).count();
		return (actual != count) ? fail(count + " children '" + name + "' but there are " + actual) : this;
	}

	/**
	 * Its children have these names, in the order in which they began.
	 * @param names the names; none if there must be no child
	 * @return this assertion
	 */
	public ObservationAssert hasOnlyChildren(String... names) {
		return check("children", Arrays.asList(names), children().stream().map(ObservationData::name).toList());
	}

	private @Nullable Map<String, Long> amounts(Set<String> buckets) {
		UsageDetails usage = this.actual.modelCall().usage();
		if (usage == null) {
			return null;
		}
		Map<String, Long> amounts = new LinkedHashMap<>(usage.amounts());
		amounts.keySet().retainAll(buckets);
		return amounts;
	}

	private List<ObservationData> children() {
		return this.trace.childrenOf(this.actual);
	}

	private ObservationAssert check(String what, @Nullable Object expected, @Nullable Object actual) {
		return Objects.equals(expected, actual) ? this : fail(what + " " + expected + " but it is " + actual);
	}

	private ObservationAssert checkContains(String what, String part, @Nullable String actual) {
		return (actual != null && actual.contains(part)) ? this
				: fail(what + " that contains " + part + " but it is " + actual);
	}

	private ObservationAssert fail(String expectation) {
		failWithMessage("%s", "Expected '" + this.actual.name() + "' to have " + expectation + ", in\n" + this.trace);
		return this;
	}

	/**
	 * Returns the failure if none of the observations with a name meets the requirements.
	 * @return the reason, or {@code null} if one does
	 */
	static @Nullable String failureOfAll(RecordedTrace trace, List<ObservationData> observations, String name,
			Consumer<ObservationAssert> requirements) {
		StringBuilder failures = new StringBuilder();
		for (ObservationData observation : observations) {
			if (observation.name().equals(name)) {
				try {
					requirements.accept(new ObservationAssert(trace, observation));
					return null;
				}
				catch (AssertionError ex) {
					failures.append("\n- ").append(firstParagraph(ex));
				}
			}
		}
		return failures.isEmpty() ? " but there is none" : " that meets the requirements but" + failures + "\n";
	}

	/**
	 * Returns the message without the tree, which is appended once.
	 */
	private static String firstParagraph(AssertionError error) {
		String message = String.valueOf(error.getMessage());
		int tree = message.indexOf(", in\nTrace ");
		return (tree >= 0) ? message.substring(0, tree) : message;
	}

	private static @Nullable String text(@Nullable CapturedContent content) {
		return (content != null) ? content.asText() : null;
	}

}
