package dev.langfuse4j.observation;

import org.jspecify.annotations.Nullable;

/**
 * The live handle of the trace that an observation belongs to. Values set here apply to
 * all observations of the trace that have not been exported yet. Set them early, ideally
 * on the root, to have them on every observation; values set later miss observations that
 * ended more than about one {@code langfuse.flush-interval} before. Values set for a part
 * of the trace, by {@code with(…)} or an annotation, take precedence there.
 * <p>
 * Thread-safe. No method throws or blocks.
 */
public interface LangfuseTrace extends TraceValues<LangfuseTrace> {

	/**
	 * The id of the trace.
	 * @return 32 lower-case hex digits, or {@code null} without a trace
	 */
	@Nullable String id();

}
