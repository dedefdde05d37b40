/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.IncomingRequest;

import org.springframework.util.function.SingletonSupplier;

/**
 * Calls all sources of a request's attributes: those of the settings, then the extractors
 * of the application.
 */
final class Extractors {

	private final LogOnce logger = new LogOnce(Extractors.class);

	private final List<TraceAttributesExtractor> builtIn = new ArrayList<>();

	private final SingletonSupplier<List<TraceAttributesExtractor>> own;

	Extractors(WebSettings settings, Supplier<List<TraceAttributesExtractor>> own) {
		this.own = SingletonSupplier.of(own);
		if (settings.user()) {
			this.builtIn.add(new PrincipalUser(settings.userExpression(), settings.userSalt()));
		}
		if (settings.anySession()) {
			this.builtIn.add(new RequestSession(settings));
		}
		if (!settings.tagHeaders().isEmpty() || !settings.metadataHeaders().isEmpty()) {
			this.builtIn.add(new RequestLabels(settings.tagHeaders(), settings.metadataHeaders()));
		}
	}

	boolean isEmpty() {
		return this.builtIn.isEmpty() && !hasOwn();
	}

	boolean hasOwn() {
		return !this.own.obtain().isEmpty();
	}

	TraceAttributes ask(IncomingRequest request) {
		TraceAttributes attributes = TraceAttributes.NONE;
		for (TraceAttributesExtractor extractor : this.builtIn) {
			attributes = attributes.and(ask(extractor, request));
		}
		for (TraceAttributesExtractor extractor : this.own.obtain()) {
			attributes = attributes.and(ask(extractor, request));
		}
		return attributes;
	}

	/**
	 * Attributes that an extractor has set before it failed are kept.
	 */
	private TraceAttributes ask(TraceAttributesExtractor extractor, IncomingRequest request) {
		TraceAttributes.Builder trace = TraceAttributes.builder();
		try {
			extractor.extract(request, trace);
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			this.logger.warn(extractor.getClass(),
					() -> extractor.getClass().getName() + " failed: " + ex.getClass().getName());
		}
		return trace.build();
	}

}
