/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * A filter of traces, in the language of {@code docs/console.md}. Immutable.
 */
final class TraceFilter implements Predicate<TraceReading> {

	/**
	 * Maximum number of terms, because the text comes from outside.
	 */
	private static final int MAX_TERMS = 20;

	private static final Pattern TERM = Pattern.compile("(-?)(?:([a-z]+):)?(?:\"([^\"]*)\"|(\\S+))");

	private static final Pattern COMPARISON = Pattern.compile("([<>])(\\d{1,12}(?:\\.\\d{1,9})?)(ms|s|m)?");

	private final List<Predicate<TraceReading>> terms = new ArrayList<>();

	TraceFilter(@Nullable String text) {
		Matcher matcher = TERM.matcher((text != null) ? text : "");
		while (matcher.find() && this.terms.size() < MAX_TERMS) {
			String quoted = matcher.group(3);
			String value = (quoted != null) ? quoted : matcher.group(4);
			Predicate<TraceReading> term = term(matcher.group(2), value, quoted != null);
			this.terms.add(matcher.group(1).isEmpty() ? term : term.negate());
		}
	}

	@Override
	public boolean test(TraceReading trace) {
		return this.terms.stream().allMatch((term) -> term.test(trace));
	}

	private static Predicate<TraceReading> term(@Nullable String key, String text, boolean quoted) {
		String value = text.toLowerCase(Locale.ROOT);
		if (key == null) {
			Matcher comparison = COMPARISON.matcher(value);
			return (!quoted && comparison.matches() && comparison.group(3) != null) ? took(comparison)
					: (trace) -> anywhere(trace, value);
		}
		Predicate<TraceReading> term = switch (key) {
			case "type" -> (trace) -> any(trace, (each) -> each.type().value().equals(value));
			case "level" -> (trace) -> any(trace, (each) -> each.level().name().equalsIgnoreCase(value));
			case "model" -> (trace) -> contains(trace.models(), value);
			case "user" -> (trace) -> contains(trace.user(), value);
			case "session" -> (trace) -> contains(trace.session(), value);
			case "tag" -> (trace) -> contains(trace.tags(), value);
			case "name" -> (trace) -> contains(trace.name(), value);
			case "project" -> (trace) -> contains(trace.trace().key().project(), value);
			case "id" -> (trace) -> contains(trace.trace().key().id(), value);
			case "is" -> state(value);
			case "tokens" ->
				amount(value, (trace) -> (trace.tokens() != null) ? (double) trace.tokens().total() : null);
			case "cost" -> amount(value, (trace) -> (trace.cost() != null) ? trace.cost().total() : null);
			default -> null;
		};
		String whole = key + ":" + value;
		return (term != null) ? term : (trace) -> anywhere(trace, whole);
	}

	private static @Nullable Predicate<TraceReading> state(String value) {
		return switch (value) {
			case "duplicate" -> (trace) -> trace.waste().count() > 0;
			case "running" -> TraceReading::isRunning;
			case "error" -> (trace) -> trace.errors() > 0;
			default -> null;
		};
	}

	private static Predicate<TraceReading> took(Matcher comparison) {
		double millis = Double.parseDouble(comparison.group(2)) * switch (comparison.group(3)) {
			case "s" -> 1_000;
			case "m" -> 60_000;
			default -> 1;
		};
		boolean more = comparison.group(1).equals(">");
		return (trace) -> compare(Json.millis(trace.end() - trace.start()), more, millis);
	}

	private static @Nullable Predicate<TraceReading> amount(String value, Amount amount) {
		Matcher comparison = COMPARISON.matcher(value);
		if (!comparison.matches() || comparison.group(3) != null) {
			return null;
		}
		double limit = Double.parseDouble(comparison.group(2));
		boolean more = comparison.group(1).equals(">");
		return (trace) -> {
			Double known = amount.of(trace);
			return known != null && compare(known, more, limit);
		};
	}

	private static boolean compare(double value, boolean more, double limit) {
		return more ? value > limit : value < limit;
	}

	private static boolean anywhere(TraceReading trace, String text) {
		return contains(trace.trace().key().id(), text) || contains(trace.name(), text) || contains(trace.user(), text)
				|| contains(trace.session(), text) || contains(trace.tags(), text)
				|| any(trace,
						(each) -> contains(each.name(), text) || contains(each.id(), text)
								|| contains(each.statusMessage(), text) || contains(each.modelCall().model(), text)
								|| contains(each.input(), text) || contains(each.output(), text)
								|| each.metadata().values().stream().anyMatch((value) -> contains(value, text)));
	}

	private static boolean any(TraceReading trace, Predicate<ObservationData> predicate) {
		return trace.observations().stream().anyMatch((each) -> predicate.test(each.data()));
	}

	private static boolean contains(Collection<String> texts, String part) {
		return texts.stream().anyMatch((text) -> contains(text, part));
	}

	private static boolean contains(@Nullable CapturedContent content, String part) {
		return content != null && contains(content.asText(), part);
	}

	private static boolean contains(@Nullable String text, String part) {
		return text != null && text.toLowerCase(Locale.ROOT).contains(part);
	}

	@FunctionalInterface
	private interface Amount {

		@Nullable Double of(TraceReading trace);

	}

}
