/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.TraceAttributes;

import org.springframework.util.StringUtils;

/**
 * The context with which another process continues a trace. Immutable.
 *
 * @param traceId the trace id, 32 lower-case hex digits
 * @param observationId the id of the observation to be the parent, 16 lower-case hex
 * digits
 * @param sampled whether the trace is recorded
 * @param attributes what holds here
 * @since 0.1.0
 */
@Internal
public record TraceHandover(String traceId, String observationId, boolean sampled, TraceAttributes attributes) {

	/**
	 * The value of the header {@value RemoteContext#TRACEPARENT}.
	 * @return the ids, in the format of W3C Trace Context
	 */
	public String traceparent() {
		return "00-" + this.traceId + "-" + this.observationId + (this.sampled ? "-01" : "-00");
	}

	/**
	 * The value of the header {@value RemoteContext#BAGGAGE}.
	 * @param present the values that the header has already; what others wrote there
	 * stays
	 * @return the attributes, in the format of W3C Baggage
	 */
	public String baggage(Collection<String> present) {
		List<String> members = new ArrayList<>();
		for (String line : present) {
			for (String member : StringUtils.tokenizeToStringArray(line, ",")) {
				if (!LangfuseBaggage.isOurs(member)) {
					members.add(member);
				}
			}
		}
		int taken = String.join(",", members).length();
		members.addAll(new LangfuseBaggage(this.traceId, this.attributes).write(LangfuseBaggage.MAX_LENGTH - taken));
		return String.join(",", members);
	}

}
