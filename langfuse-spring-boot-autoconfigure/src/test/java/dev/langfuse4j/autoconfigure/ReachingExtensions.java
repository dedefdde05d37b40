/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.LangfuseObservationConvention;
import dev.langfuse4j.trace.IncomingRequest;
import dev.langfuse4j.trace.ProjectResolver;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Extensions and values that reach observed code.
 */
final class ReachingExtensions {

	private ReachingExtensions() {
	}

	static class Converted {

	}

	record Converter() implements ValueConverter {

		@Override
		public boolean supports(Class<?> type) {
			return UnobservedCallbacks.Callback.reach(type == Converted.class);
		}

		@Override
		public Object convert(Object value) {
			return UnobservedCallbacks.Callback.reach("converted");
		}

	}

	static class Value {

		public String getText() {
			return UnobservedCallbacks.Callback.reach("text");
		}

	}

	record Text() implements CharSequence {

		@Override
		public int length() {
			return 1;
		}

		@Override
		public char charAt(int index) {
			return 'x';
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this;
		}

		@Override
		public String toString() {
			return UnobservedCallbacks.Callback.reach("x");
		}

	}

	@SuppressWarnings("serial")
	static class Failure extends RuntimeException {

		@Override
		public String getMessage() {
			return UnobservedCallbacks.Callback.reach("fails");
		}

	}

	static class Convention extends LangfuseObservationConvention
			implements GlobalObservationConvention<LangfuseObservationContext> {

		@Override
		public KeyValues getLowCardinalityKeyValues(LangfuseObservationContext context) {
			return UnobservedCallbacks.Callback.reach(super.getLowCardinalityKeyValues(context));
		}

	}

	static class Handler implements ObservationHandler<LangfuseObservationContext> {

		@Override
		public void onStart(LangfuseObservationContext context) {
			UnobservedCallbacks.Callback.reach(context);
		}

		@Override
		public void onScopeOpened(LangfuseObservationContext context) {
			UnobservedCallbacks.Callback.reachHere();
		}

		@Override
		public void onScopeClosed(LangfuseObservationContext context) {
			UnobservedCallbacks.Callback.reachHere();
		}

		@Override
		public void onStop(LangfuseObservationContext context) {
			UnobservedCallbacks.Callback.reach(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof LangfuseObservationContext;
		}

	}

	static class AskingResolver implements ProjectResolver {

		private final AtomicInteger asked = new AtomicInteger();

		private volatile @Nullable Langfuse langfuse;

		void use(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		int asked() {
			return this.asked.get();
		}

		@Override
		public String resolve(@Nullable IncomingRequest request) {
			this.asked.incrementAndGet();
			if (this.langfuse != null) {
				assertThat(this.langfuse.traceUrl()).isNull();
			}
			return "default";
		}

	}

}
