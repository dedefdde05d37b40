/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to, read from its headers.
 *
 * @param parent the observation that asks, or {@code null} if it is not known
 * @param attributes what holds for the trace
 * @since 0.1.0
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
@Internal
public record RemoteContext(@Nullable RemoteParent parent, TraceAttributes attributes) {

	/**
	 * The header with the trace id and the id of the parent.
	 */
	public static final String TRACEPARENT = "traceparent";

	/**
	 * The header with attributes.
	 */
	public static final String BAGGAGE = "baggage";

	private static final Pattern PARENT = Pattern
		.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

	/**
	 * Reads headers. Malformed values are ignored.
	 * @param traceparent the values of {@value #TRACEPARENT}
	 * @param baggage the values of {@value #BAGGAGE}
	 * @return the context
	 */
	public static RemoteContext read(List<String> traceparent, List<String> baggage) {
		LangfuseBaggage read = LangfuseBaggage.read(String.join(",", baggage));
		return new RemoteContext((traceparent.size() == 1) ? parent(traceparent.get(0), read.traceId()) : null,
				read.attributes());
	}

	private static @Nullable RemoteParent parent(String traceparent, @Nullable String observedTraceId) {
		Matcher matcher = PARENT.matcher(traceparent.trim());
		if (!matcher.matches() || (traceparent.startsWith("00") && matcher.group(4) != null)) {
			return null;
		}
		boolean observed = matcher.group(1).equals(observedTraceId);
		boolean sampled = (Integer.parseInt(matcher.group(3), 16) & 1) == 1;
		// Without Langfuse's baggage, the flag is another system's sampling decision
		return RemoteParent.of(matcher.group(1), matcher.group(2), observed && sampled, observed && !sampled);
	}

}
