package dev.langfuse4j;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Code that is observed with attributes. Immutable.
 */
final class AttributeScope implements Langfuse.WithAttributes {

	private final LangfuseTracer tracer;

	private final TraceAttributes attributes;

	AttributeScope(LangfuseTracer tracer, TraceAttributes attributes) {
		this.tracer = tracer;
		this.attributes = attributes;
	}

	@Override
	public void run(Runnable code) {
		get(() -> {
			code.run();
			return null;
		});
	}

	@Override
	public <T extends @Nullable Object> T get(Supplier<T> code) {
		ObservedCall carrier = this.tracer.with(this.attributes);
		try (ObservedCall.Scope scope = carrier.openScope()) {
			return code.get();
		}
		finally {
			carrier.stop();
		}
	}

	@Override
	public <T extends @Nullable Object> T call(Callable<T> code) throws Exception {
		ObservedCall carrier = this.tracer.with(this.attributes);
		try (ObservedCall.Scope scope = carrier.openScope()) {
			return code.call();
		}
		finally {
			carrier.stop();
		}
	}

	@Override
	public <T> Mono<T> around(Mono<T> mono) {
		return Mono.deferContextual((context) -> {
			ObservedCall carrier = this.tracer.with(this.attributes, context);
			return mono.contextWrite(carrier::writeTo).doFinally((signal) -> carrier.stop());
		});
	}

	@Override
	public <T> Flux<T> around(Flux<T> flux) {
		return Flux.deferContextual((context) -> {
			ObservedCall carrier = this.tracer.with(this.attributes, context);
			return flux.contextWrite(carrier::writeTo).doFinally((signal) -> carrier.stop());
		});
	}

}
