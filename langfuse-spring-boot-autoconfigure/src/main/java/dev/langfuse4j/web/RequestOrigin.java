/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.IncomingRequest;
import dev.langfuse4j.trace.RemoteContext;
import dev.langfuse4j.trace.RemoteParent;
import dev.langfuse4j.trace.TraceOrigin;
import org.jspecify.annotations.Nullable;

/**
 * A request as that from which traces come.
 */
final class RequestOrigin implements TraceOrigin {

	private final LeasedRequest request;

	private final Extractors extractors;

	private final boolean acceptsRemote;

	/**
	 * Whether each trace that begins below asks anew.
	 */
	private final boolean askedByTraces;

	private volatile @Nullable String traceId;

	private volatile @Nullable RemoteContext remote;

	private volatile boolean asked;

	RequestOrigin(ServedRequest request, Extractors extractors, WebSettings settings, boolean askedByTraces) {
		this.request = new LeasedRequest(request);
		this.extractors = extractors;
		this.acceptsRemote = settings.acceptRemoteContext();
		this.askedByTraces = askedByTraces;
	}

	/**
	 * Attributes from outside have the lowest precedence: extractors and the principal
	 * override them.
	 */
	@Override
	public TraceAttributes attributes() {
		TraceAttributes attributes = this.acceptsRemote ? remote().attributes() : TraceAttributes.NONE;
		attributes = attributes.and(this.extractors.ask(this.request));
		this.asked = true;
		return attributes;
	}

	@Override
	public @Nullable RemoteParent remoteParent() {
		return this.acceptsRemote ? remote().parent() : null;
	}

	@Override
	public IncomingRequest request() {
		return this.request;
	}

	private RemoteContext remote() {
		RemoteContext known = this.remote;
		if (known == null) {
			known = RemoteContext.read(this.request.headers(RemoteContext.TRACEPARENT),
					this.request.headers(RemoteContext.BAGGAGE));
			this.remote = known;
		}
		return known;
	}

	/**
	 * Only the first trace of a request is remembered. The answer is not touched here:
	 * its objects are those of the thread that serves the request, and used again.
	 */
	@Override
	public synchronized void begun(String traceId) {
		if (this.traceId == null) {
			this.traceId = traceId;
		}
	}

	@Nullable String traceId() {
		return this.traceId;
	}

	boolean wasAsked() {
		return this.asked;
	}

	/**
	 * Work that was handed on may observe something only when the request is over.
	 */
	void end() {
		this.request.end(this.asked && !this.askedByTraces);
	}

}
