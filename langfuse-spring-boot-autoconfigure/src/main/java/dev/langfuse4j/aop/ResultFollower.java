package dev.langfuse4j.aop;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Follows a call into what its method returned, where that is not the result but still
 * works on it: the call ends when that does. The seam for types of other libraries. Beans
 * of this type are asked in their order, before those for the JDK's types and Reactor's.
 * Thread-safe.
 */
@Internal
public interface ResultFollower {

	/**
	 * Whether values of a type may be followed. Asked once per type.
	 * @param type the return type that a method declares, or the class of a value inside
	 * of another
	 * @return whether {@link #follow} is to be called for them
	 */
	boolean supports(Class<?> type);

	/**
	 * Sees that a call ends when what its method returned is done.
	 * @param result what the method returned
	 * @param ending the end of the call
	 * @return what the caller gets instead, perhaps the same instance, or {@code null} if
	 * there is nothing to wait for
	 */
	@Nullable Object follow(Object result, Ending ending);

}
