/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.ObservationBuilder;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Collects the values that are known before the start.
 */
final class DefaultObservationBuilder implements ObservationBuilder {

	private final LangfuseTracer tracer;

	private final String name;

	private final List<Consumer<LangfuseObservation>> values = new ArrayList<>(4);

	private ObservationType type = ObservationType.SPAN;

	private @Nullable String version;

	private boolean newTrace;

	private @Nullable String traceSeed;

	private Placement placement = Placement.HERE;

	private @Nullable Observation parent;

	DefaultObservationBuilder(LangfuseTracer tracer, String name) {
		Assert.hasText(name, "'name' must not be empty");
		this.tracer = tracer;
		this.name = name;
	}

	@Override
	public ObservationBuilder type(ObservationType type) {
		Assert.notNull(type, "'type' must not be null");
		this.type = type;
		return this;
	}

	@Override
	public ObservationBuilder input(@Nullable Object value) {
		return with((observation) -> observation.input(value));
	}

	@Override
	public ObservationBuilder metadata(String key, @Nullable Object value) {
		return with((observation) -> observation.metadata(key, value));
	}

	@Override
	public ObservationBuilder model(@Nullable String model) {
		return with((observation) -> observation.model(model));
	}

	@Override
	public ObservationBuilder modelParameters(@Nullable Map<String, ?> parameters) {
		return with((observation) -> observation.modelParameters(parameters));
	}

	@Override
	public ObservationBuilder version(@Nullable String version) {
		this.version = version;
		return this;
	}

	@Override
	public ObservationBuilder newTrace() {
		this.newTrace = true;
		return this;
	}

	@Override
	public ObservationBuilder traceSeed(@Nullable String seed) {
		this.traceSeed = seed;
		return this;
	}

	@Override
	public ObservationBuilder traceId(String traceId) {
		Assert.isTrue(Ids.isTraceId(traceId), () -> "'traceId' must be 32 lower-case hex digits, not all zeros");
		return at(Placement.inTrace(traceId));
	}

	@Override
	public ObservationBuilder remoteParent(String traceId, String observationId) {
		Assert.isTrue(Ids.isTraceId(traceId), () -> "'traceId' must be 32 lower-case hex digits, not all zeros");
		Assert.isTrue(Ids.isObservationId(observationId),
				() -> "'observationId' must be 16 lower-case hex digits, not all zeros");
		return at(Placement.below(new RemoteParent(traceId, observationId, true, false)));
	}

	@Override
	public ObservationBuilder continueFrom(Map<String, ?> headers) {
		Assert.notNull(headers, "'headers' must not be null");
		return continueFrom((name) -> HeaderMap.find(headers, name));
	}

	@Override
	public ObservationBuilder continueFrom(Function<String, ? extends @Nullable Object> headers) {
		Assert.notNull(headers, "'headers' must not be null");
		return this.tracer.isActive() ? at(Placement.below(HeaderMap.read(headers))) : this;
	}

	@Override
	public ObservationBuilder parent(@Nullable LangfuseObservation parent) {
		RecordingObservation node = PlacedObservation.nodeOf(parent);
		// A node of another application context belongs to other keys
		RecordingObservation known = (node != null && this.tracer.owns(node)) ? node : null;
		at((known != null) ? Placement.below(known) : Placement.HERE);
		this.parent = (node == known) ? PlacedObservation.placeOf(parent) : null;
		return this;
	}

	private ObservationBuilder at(Placement place) {
		this.placement = place;
		this.parent = null;
		return this;
	}

	@Override
	public ObservationBuilder startTime(@Nullable Instant time) {
		return with((observation) -> observation.startTime(time));
	}

	@Override
	public ActiveObservation start() {
		return new ScopedObservation(this.tracer, startCall());
	}

	@Override
	public DetachedObservation startDetached() {
		return new DetachedHandle(this.tracer, startCall());
	}

	@Override
	public void observe(Runnable code) {
		Assert.notNull(code, "'code' must not be null");
		observeChecked(() -> {
			code.run();
			return null;
		});
	}

	@Override
	public <T extends @Nullable Object, E extends Throwable> T observeChecked(Observation.CheckedCallable<T, E> code)
			throws E {
		Assert.notNull(code, "'code' must not be null");
		ObservedCall call = startCall();
		try {
			T result;
			try (ObservedCall.Scope scope = call.openScope()) {
				result = code.call();
			}
			call.markEnd();
			captureOutput(call, result);
			return result;
		}
		catch (Throwable ex) {
			call.error(ex);
			throw ex;
		}
		finally {
			call.stop();
		}
	}

	private void captureOutput(ObservedCall call, @Nullable Object result) {
		if (result instanceof LangfuseObservation || result instanceof LangfuseTrace) {
			// The lambda returns the handle of its last call, such as inject(…): it is no
			// result
			return;
		}
		CaptureSettings settings = this.tracer.capture().settings();
		if (call.isRecording() && settings.switches(this.type.value()).output()) {
			call.output(this.tracer.capture().content(result, call.budget().left()));
		}
	}

	private ObservedCall startCall() {
		ObservationDefinition definition = new ObservationDefinition(this.name, true, this.type,
				KeyValues.of("langfuse.type", this.type.value()), null, this.version, ObservationLevel.DEFAULT, null,
				this.newTrace, this.traceSeed, null);
		ObservedCall call = this.tracer.start(this.tracer.newContext(definition, this.placement), this.parent);
		this.values.forEach((value) -> value.accept(call.handle()));
		return call;
	}

	private ObservationBuilder with(Consumer<LangfuseObservation> value) {
		this.values.add(value);
		return this;
	}

}
