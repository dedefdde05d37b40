/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import org.jspecify.annotations.Nullable;

/**
 * A trace, or a part of it, as text to paste into a chat or an issue: the tree first,
 * then what each observation got and gave.
 */
final class Markdown {

	private static final int MAX_NAME = 200;

	private static final Pattern FENCE = Pattern.compile("`{3,}");

	private static final int MIN_FENCE = 3;

	private final StringBuilder text = new StringBuilder();

	private final Map<String, Integer> levels = new HashMap<>();

	static String of(TraceReading trace, List<ObservationReading> observations) {
		Markdown markdown = new Markdown();
		markdown.head(trace, observations);
		observations.forEach(markdown::line);
		observations.forEach(markdown::content);
		return markdown.text.toString();
	}

	private void head(TraceReading trace, List<ObservationReading> observations) {
		TraceKey key = trace.trace().key();
		this.text.append("# ").append(name(trace.name())).append("\n\nTrace `").append(key.id()).append("`, ");
		this.text.append(Json.time(trace.start())).append(", ").append(millis(trace.end() - trace.start()));
		this.text.append(trace.isRunning() ? ", not ended" : "");
		this.text.append(", ").append(observations.size()).append(" observations");
		tokens(trace.tokens());
		attribute("user", trace.user());
		attribute("session", trace.session());
		this.text.append("\n\n");
		Waste waste = trace.waste();
		if (waste.count() > 0) {
			this.text.append("**Model calls with the same input as an earlier one: ")
				.append(waste.count())
				.append(", which took ")
				.append(waste.tokens())
				.append(" tokens and ")
				.append(millis(waste.nanos()))
				.append(".**\n\n");
		}
	}

	private void line(ObservationReading observation) {
		ObservationData data = observation.data();
		int level = (data.parentId() != null) ? this.levels.getOrDefault(data.parentId(), -1) + 1 : 0;
		this.levels.put(data.id(), level);
		this.text.append("  ".repeat(level)).append("- **").append(name(data.name())).append("** (");
		this.text.append(data.type().value()).append(", ").append(millis(observation.nanos()));
		if (data.modelCall().model() != null) {
			this.text.append(", ").append(name(data.modelCall().model()));
		}
		tokens(observation.tokens());
		this.text.append(") `").append(data.id()).append('`');
		if (observation.duplicates() > 1) {
			this.text.append(" ×").append(observation.duplicates());
		}
		if (observation.duplicateOf() != null) {
			this.text.append(" same input as `").append(name(observation.duplicateOf())).append('`');
		}
		if (data.level() != ObservationLevel.DEFAULT) {
			this.text.append(' ').append(data.level()).append(": ").append(name(data.statusMessage()));
		}
		this.text.append('\n');
	}

	private void content(ObservationReading observation) {
		ObservationData data = observation.data();
		if (data.input() == null && data.output() == null && data.metadata().isEmpty()) {
			return;
		}
		this.text.append("\n## ").append(name(data.name())).append(" `").append(data.id()).append("`\n");
		block("Input", data.input());
		block("Output", data.output());
		data.metadata().forEach((key, value) -> block(name(key), value));
	}

	/**
	 * The fence is longer than any in the content, which so cannot end the block.
	 */
	private void block(String title, @Nullable CapturedContent content) {
		if (content == null) {
			return;
		}
		String body = content.asText();
		int longest = MIN_FENCE - 1;
		Matcher fences = FENCE.matcher(body);
		while (fences.find()) {
			longest = Math.max(longest, fences.end() - fences.start());
		}
		String fence = "`".repeat(longest + 1);
		this.text.append('\n').append(title).append(":\n\n").append(fence);
		this.text.append((content.text() != null) ? "text" : "json").append('\n').append(body);
		this.text.append(body.endsWith("\n") ? "" : "\n").append(fence).append('\n');
	}

	private void tokens(@Nullable Tokens tokens) {
		if (tokens != null) {
			this.text.append(", tokens ").append(tokens.input()).append(" in, ").append(tokens.output()).append(" out");
		}
	}

	private void attribute(String label, @Nullable String value) {
		if (value != null) {
			this.text.append(", ").append(label).append(' ').append(name(value));
		}
	}

	/**
	 * Writes a name in one line, and without what Markdown or HTML would take for markup.
	 */
	private static String name(@Nullable String name) {
		return Escape.line(name, MAX_NAME).replaceAll("[\\\\`*_{}\\[\\]<>#|]", "\\\\$0");
	}

	private static String millis(long nanos) {
		return String.format(Locale.ROOT, "%.1f ms", Json.millis(nanos));
	}

}
