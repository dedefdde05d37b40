/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import org.jspecify.annotations.Nullable;

/**
 * Gives clients, which do not depend on a container, access to the application. If
 * several contexts are open, it is the one in whose observation the code runs, otherwise
 * the one that was opened last. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class VendorTracing {

	/**
	 * The newest first.
	 */
	private static final List<VendorTracing> opened = new CopyOnWriteArrayList<>();

	private final LangfuseTracer tracer;

	private final VendorSettings settings;

	private VendorTracing(LangfuseTracer tracer, VendorSettings settings) {
		this.tracer = tracer;
		this.settings = settings;
	}

	/**
	 * Creates the tracing of an application context and opens it.
	 * @param tracer starts observations
	 * @param settings how calls are shown
	 * @return the tracing
	 */
	public static VendorTracing open(LangfuseTracer tracer, VendorSettings settings) {
		VendorTracing tracing = new VendorTracing(tracer, settings);
		opened.add(0, tracing);
		return tracing;
	}

	/**
	 * Lets go of the application context, which closes.
	 */
	public void close() {
		opened.remove(this);
	}

	/**
	 * Returns the tracing of the application that code on this thread belongs to.
	 * @return the tracing, or {@code null} if observations are disabled
	 */
	static @Nullable VendorTracing find() {
		List<VendorTracing> active = opened.stream().filter(VendorTracing::isActive).toList();
		return active.stream()
			.filter((tracing) -> tracing.tracer.isCurrent())
			.findFirst()
			.orElse(active.isEmpty() ? null : active.get(0));
	}

	private boolean isActive() {
		return this.settings.enabled() && this.tracer.isActive();
	}

	LangfuseTracer tracer() {
		return this.tracer;
	}

	VendorSettings settings() {
		return this.settings;
	}

}
