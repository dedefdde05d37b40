package dev.langfuse4j.aop;

import java.util.List;

import dev.langfuse4j.lang.Internal;

/**
 * Is told of observed methods of beans that no proxy can reach.
 */
@Internal
public interface UnreachableMethodsReport {

	/**
	 * Called once all beans exist that the application starts with, if there are such
	 * methods. May stop the start by an exception.
	 * @param methods each method and what is in the way
	 */
	void atStart(List<String> methods);

	/**
	 * Called when a bean with such methods is made later, perhaps on several threads.
	 * @param methods each method and what is in the way
	 */
	void later(List<String> methods);

}
