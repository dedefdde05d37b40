package dev.langfuse4j.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.ObservationBuilder;
import dev.langfuse4j.observation.ObservationType;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Collects what is known before the start.
 */
final class DefaultObservationBuilder implements ObservationBuilder {

	private final LangfuseTracer tracer;

	private final String name;

	private final List<Consumer<LangfuseObservation>> values = new ArrayList<>(4);

	private ObservationType type = ObservationType.SPAN;

	private @Nullable String version;

	private boolean newTrace;

	private @Nullable String traceSeed;

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
	public ActiveObservation start() {
		ObservedCall call = startCall();
		return new ScopedObservation(call, call.openScope());
	}

	@Override
	public void observe(Runnable code) {
		observeChecked(() -> {
			code.run();
			return null;
		});
	}

	@Override
	public <T extends @Nullable Object, E extends Throwable> T observeChecked(Observation.CheckedCallable<T, E> code)
			throws E {
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
		CaptureSettings settings = this.tracer.capture().settings();
		if (call.isRecording() && settings.switches(this.type.value()).output()) {
			call.output(this.tracer.capture().content(result, settings.maxTotalLength()));
		}
	}

	private ObservedCall startCall() {
		LangfuseObservationContext context = new LangfuseObservationContext(this.name, this.type,
				KeyValues.of("langfuse.type", this.type.value()));
		context.setVersion(this.version);
		context.setNewTrace(this.newTrace);
		context.setTraceSeed(this.traceSeed);
		ObservedCall call = this.tracer.start(context);
		this.values.forEach((value) -> value.accept(call.handle()));
		return call;
	}

	private ObservationBuilder with(Consumer<LangfuseObservation> value) {
		this.values.add(value);
		return this;
	}

}
