package dev.langfuse4j.feedback;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Hands out tokens with which users can give feedback. A browser sends the token together
 * with its vote to the endpoint that {@code langfuse.feedback.enabled} switches on, which
 * accepts feedback on the trace of the token and on nothing else. Inject this bean
 * wherever an answer is made: without that endpoint every token is {@code null}.
 * <p>
 * Give a token to the user whose feedback it is for. Whoever has it can vote once for
 * each name, and change that vote, until the token expires
 * ({@code langfuse.feedback.token-validity}).
 * <p>
 * Thread-safe. No method blocks.
 */
public interface LangfuseFeedback {

	/**
	 * Creates a token for the trace that is current on this thread.
	 * @return a token for URLs and JSON, or {@code null} outside of a trace, in one that
	 * is not recorded, and while there is no endpoint
	 */
	@Nullable String token();

	/**
	 * Creates a token for the trace that is current in a reactive pipeline.
	 * @param context the context, from {@code Mono.deferContextual}
	 * @return a token, or {@code null} as of {@link #token()}
	 */
	@Nullable String token(ContextView context);

	/**
	 * Creates a token for the observation that is current on this thread, for feedback on
	 * one of several answers in a trace.
	 * @return a token, or {@code null} as of {@link #token()}
	 */
	@Nullable String observationToken();

	/**
	 * Creates a token for the observation that is current in a reactive pipeline.
	 * @param context the context, from {@code Mono.deferContextual}
	 * @return a token, or {@code null} as of {@link #token()}
	 */
	@Nullable String observationToken(ContextView context);

	/**
	 * Creates a token for a trace, or an observation, whose ids the application has kept.
	 * @param project the name of the project that has the trace, such as {@code default}
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @param observationId the id of the observation, 16 lower-case hex digits, or
	 * {@code null} for the whole trace
	 * @return a token, or {@code null} while there is no endpoint
	 * @throws IllegalArgumentException if the project is empty or an id is malformed
	 */
	@Nullable String token(String project, String traceId, @Nullable String observationId);

}
