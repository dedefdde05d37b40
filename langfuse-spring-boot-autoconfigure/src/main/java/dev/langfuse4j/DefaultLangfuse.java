package dev.langfuse4j;

import java.time.Duration;

import dev.langfuse4j.export.ExportPipeline;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationBuilder;
import dev.langfuse4j.trace.LangfuseTracer;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.util.Assert;

/**
 * The {@link Langfuse} of an application context. Wiring.
 */
public final class DefaultLangfuse implements Langfuse {

	private final LangfuseTracer tracer;

	private final ExportPipeline pipeline;

	/**
	 * Creates the bean.
	 * @param tracer starts observations and finds the current one
	 * @param pipeline sends them
	 */
	public DefaultLangfuse(LangfuseTracer tracer, ExportPipeline pipeline) {
		this.tracer = tracer;
		this.pipeline = pipeline;
	}

	@Override
	public LangfuseObservation current() {
		return this.tracer.current();
	}

	@Override
	public LangfuseObservation current(ContextView context) {
		return this.tracer.current(context);
	}

	@Override
	public ObservationBuilder observation(String name) {
		return this.tracer.observation(name);
	}

	@Override
	public boolean flush(Duration timeout) {
		Assert.notNull(timeout, "'timeout' must not be null");
		return this.pipeline.flush(timeout);
	}

	@Override
	public Mono<Boolean> flushMono(Duration timeout) {
		Assert.notNull(timeout, "'timeout' must not be null");
		return this.pipeline.flushMono(timeout);
	}

}
