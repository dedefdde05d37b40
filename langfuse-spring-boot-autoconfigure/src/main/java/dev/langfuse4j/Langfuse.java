/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationBuilder;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.util.Assert;

/**
 * Entry point to Langfuse for application code. Inject this bean. If Langfuse is disabled
 * or has no keys, it is present and calls to it are no-ops.
 * <p>
 * Thread-safe. No method but {@link #flush(Duration)} blocks.
 *
 * @since 0.1.0
 * @see ContextWrapper
 */
public interface Langfuse {

	/**
	 * Returns the observation that is current on this thread, for example that of the
	 * enclosing {@link dev.langfuse4j.annotation.Observe @Observe}d method.
	 * @return its handle; one that {@linkplain LangfuseObservation#isRecording() does not
	 * record} if there is none
	 */
	LangfuseObservation current();

	/**
	 * Returns the observation that is current in a reactive pipeline, in which none is
	 * current on the thread.
	 * @param context the context, from {@code Mono.deferContextual}
	 * @return its handle; one that does not record if there is none
	 */
	LangfuseObservation current(ContextView context);

	/**
	 * Starts the description of an observation that your code creates, as a child of the
	 * current one.
	 * @param name the observation's name
	 * @return a builder that starts or runs it
	 * @throws IllegalArgumentException if the name is empty
	 */
	ObservationBuilder observation(String name);

	/**
	 * Observes code with attributes such as the user: they hold for all observations
	 * below until the code ends, on whatever thread. The attributes of an inner call win,
	 * tags are united, metadata is merged.
	 * @param attributes the attributes
	 * @return what runs the code
	 */
	Scoped with(TraceAttributes attributes);

	/**
	 * Observes code with attributes such as the user, for example
	 * {@code langfuse.with(trace -> trace.userId(user)).run(this::work)}.
	 * @param attributes sets the attributes
	 * @return what runs the code
	 * @see #with(TraceAttributes)
	 */
	default Scoped with(Consumer<TraceAttributes.Builder> attributes) {
		Assert.notNull(attributes, "'attributes' must not be null");
		TraceAttributes.Builder builder = TraceAttributes.builder();
		attributes.accept(builder);
		return with(builder.build());
	}

	/**
	 * Observes code for a project: the traces that begin in it, on whatever thread, go to
	 * that project. Code inside an observation stays in its trace. The attribute
	 * {@code project} of {@code @ObserveTrace} does the same, and wins.
	 * @param name the name of a project below {@code langfuse.projects}, or
	 * {@code default}. Traces of a project that is {@code null}, not known or disabled
	 * are not recorded
	 * @return what runs the code
	 */
	Scoped project(@Nullable String name);

	/**
	 * The trace id that a seed leads to, the same in every process and in the official
	 * SDKs, for example that of a conversation of which each turn continues one trace.
	 * @param seed the seed, see {@link ObservationBuilder#traceSeed(String)}
	 * @return 32 lower-case hex digits
	 * @throws IllegalArgumentException if the seed is empty
	 */
	String traceId(String seed);

	/**
	 * The page of the current trace in the user interface of the server.
	 * @return its address; {@code null} outside of a trace that is recorded, and as long
	 * as it is not known which project the keys are of, which {@code langfuse.check=log}
	 * finds out
	 */
	@Nullable String traceUrl();

	/**
	 * Sends the observations that have ended, and waits for their delivery. Closing the
	 * application context does this too.
	 * @param timeout how long to wait at most; less if servers answer with a
	 * misconfiguration, such as wrong keys
	 * @return true if everything was delivered and nothing was lost since the last call.
	 * Also true if there is nothing to send
	 * @throws IllegalStateException on a thread that must not block, such as one of
	 * Netty: see {@link #flushMono(Duration)}
	 */
	boolean flush(Duration timeout);

	/**
	 * Sends the observations that have ended before the subscription, without blocking.
	 * @param timeout how long to wait
	 * @return as of {@link #flush(Duration)}; never an error
	 */
	Mono<Boolean> flushMono(Duration timeout);

	/**
	 * Runs code for which attributes, or a project, hold.
	 */
	interface Scoped {

		/**
		 * Runs code.
		 * @param code the code
		 */
		void run(Runnable code);

		/**
		 * Runs code that has a result.
		 * @param <T> the type of result
		 * @param code the code
		 * @return its result
		 */
		<T extends @Nullable Object> T get(Supplier<T> code);

		/**
		 * Runs code that returns a result and may throw any exception.
		 * @param <T> the type of result
		 * @param code the code
		 * @return its result
		 * @throws Exception the exception of the code
		 */
		<T extends @Nullable Object> T call(Callable<T> code) throws Exception;

		/**
		 * Returns a publisher for all of whose observations they hold.
		 * @param <T> the type of value
		 * @param mono the publisher
		 * @return the publisher to subscribe to
		 */
		<T> Mono<T> around(Mono<T> mono);

		/**
		 * Returns a publisher for all of whose observations they hold.
		 * @param <T> the type of element
		 * @param flux the publisher
		 * @return the publisher to subscribe to
		 */
		<T> Flux<T> around(Flux<T> flux);

	}

}
