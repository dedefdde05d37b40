/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.util.List;
import java.util.Locale;

import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.IncomingRequest;

/**
 * Tags and metadata from headers.
 */
final class RequestLabels implements TraceAttributesExtractor {

	private final List<String> tags;

	private final List<String> metadata;

	RequestLabels(List<String> tags, List<String> metadata) {
		this.tags = tags;
		this.metadata = metadata;
	}

	@Override
	public void extract(IncomingRequest request, TraceAttributes.Builder trace) {
		this.tags.forEach((header) -> trace.tags(request.header(header)));
		this.metadata.forEach((header) -> trace.metadata(header.toLowerCase(Locale.ROOT), request.header(header)));
	}

}
