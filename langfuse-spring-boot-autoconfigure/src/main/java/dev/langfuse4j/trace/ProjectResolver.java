package dev.langfuse4j.trace;

import dev.langfuse4j.lang.ExtensionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Decides which project a trace goes to, for example by the tenant of the request. A bean
 * of this type is asked at the root of each trace for which neither {@code @Observe} nor
 * {@code langfuse.project(…)} names one.
 */
@ExtensionPoint
@FunctionalInterface
public interface ProjectResolver {

	/**
	 * Finds the project. Called on the thread on which the trace begins, so it must be
	 * quick; many threads may call it at once.
	 * @return the name of a configured project, {@code default} for that of
	 * {@code langfuse.public-key}. With {@code null}, or if this throws, the trace is not
	 * recorded: it never goes to another project
	 */
	@Nullable String resolve();

}
