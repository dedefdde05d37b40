/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.otlp.OtlpJson;
import dev.langfuse4j.export.otlp.ProjectEncoders;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * Serves the endpoints of one trace.
 */
final class TraceEndpoint {

	private static final Pattern PATH = Pattern
		.compile(Console.API + "traces/([0-9a-f]{1,64})(\\.md|/otlp|/wire/([0-9a-f]{1,32}))?");

	private final TraceStore store;

	private final Prices prices;

	private final TraceJson traces;

	private final ProjectEncoders encoders;

	TraceEndpoint(TraceStore store, Prices prices, TraceJson traces, ProjectEncoders encoders) {
		this.store = store;
		this.prices = prices;
		this.traces = traces;
		this.encoders = encoders;
	}

	@Nullable ConsoleAnswer answer(ConsoleRequest request) {
		Matcher path = PATH.matcher(request.path());
		if (!path.matches()) {
			return null;
		}
		Set<String> projects = this.store.projects(path.group(1));
		KeptTrace kept = find(path.group(1), request.parameter("project"), projects);
		if (kept == null) {
			return null;
		}
		TraceReading trace = kept.reading(this.prices);
		String top = request.parameter("observation");
		List<ObservationReading> part = (top != null) ? TreeOrder.subtree(trace.observations(), top)
				: trace.observations();
		if (part.isEmpty()) {
			return null;
		}
		String kind = path.group(2);
		if (kind == null) {
			return this.traces.whole(trace, projects).answer();
		}
		return switch (kind) {
			case ".md" -> ConsoleAnswer.of(200, "text/markdown;charset=UTF-8",
					Markdown.of(trace, part).getBytes(StandardCharsets.UTF_8));
			case "/otlp" -> download(kept.key(), part);
			default -> wire(kept, path.group(3));
		};
	}

	private @Nullable KeptTrace find(String id, @Nullable String project, Set<String> projects) {
		if (project != null) {
			return this.store.find(new TraceKey(project, id));
		}
		boolean home = projects.isEmpty() || projects.contains(TraceState.DEFAULT_PROJECT);
		return this.store.find(new TraceKey(home ? TraceState.DEFAULT_PROJECT : projects.iterator().next(), id));
	}

	/**
	 * The span as it is sent, encoded on request.
	 */
	private @Nullable ConsoleAnswer wire(KeptTrace trace, String observation) {
		return trace.observations()
			.stream()
			.filter((each) -> each.id().equals(observation))
			.findFirst()
			.map((each) -> ConsoleAnswer.json(OtlpJson.span(this.encoders.encoder(trace.key().project()).span(each))))
			.orElse(null);
	}

	private ConsoleAnswer download(TraceKey key, List<ObservationReading> part) {
		OtlpEncoder encoder = this.encoders.encoder(key.project());
		byte[] request = encoder.request(part.stream().map((each) -> encoder.span(each.data())).toList());
		return ConsoleAnswer.json(OtlpJson.request(request))
			.with("Content-Disposition", "attachment; filename=\"trace-" + key.id() + ".otlp.json\"");
	}

}
