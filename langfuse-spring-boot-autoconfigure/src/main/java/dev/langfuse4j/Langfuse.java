package dev.langfuse4j;

import java.time.Duration;

import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationBuilder;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The way to Langfuse from the code of an application. Inject it wherever it is needed:
 * it is there and does nothing when Langfuse is disabled or has no keys.
 * <p>
 * Thread-safe. No method but {@link #flush(Duration)} blocks.
 */
public interface Langfuse {

	/**
	 * The observation that is current on this thread, for example that of the enclosing
	 * {@link dev.langfuse4j.annotation.Observe @Observe}d method.
	 * @return its handle; one that {@linkplain LangfuseObservation#isRecording() does not
	 * record} if there is none
	 */
	LangfuseObservation current();

	/**
	 * The observation that is current in a reactive pipeline, where none is current on
	 * the thread.
	 * @param context the context, from {@code Mono.deferContextual}
	 * @return its handle; one that does not record if there is none
	 */
	LangfuseObservation current(ContextView context);

	/**
	 * Describes an observation that is made by hand, as a child of the current one.
	 * @param name the observation's name
	 * @return a builder that starts or runs it
	 * @throws IllegalArgumentException if the name is empty
	 */
	ObservationBuilder observation(String name);

	/**
	 * Sends what has ended before, and waits for it. Closing the application context does
	 * so too.
	 * @param timeout how long to wait
	 * @return true only if everything was delivered, and nothing was lost since the last
	 * call; true if nothing is to be sent
	 * @throws IllegalStateException on a thread that must not block, such as one of
	 * Netty: see {@link #flushMono(Duration)}
	 */
	boolean flush(Duration timeout);

	/**
	 * Sends what has ended before the subscription, without blocking.
	 * @param timeout how long to wait
	 * @return as of {@link #flush(Duration)}; never an error
	 */
	Mono<Boolean> flushMono(Duration timeout);

}
