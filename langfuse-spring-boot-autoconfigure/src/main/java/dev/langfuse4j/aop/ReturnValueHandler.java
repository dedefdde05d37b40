package dev.langfuse4j.aop;

import java.lang.reflect.Method;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Observes methods of one kind of return type: knows when such a call begins and ends and
 * what its result is. The seam for methods that do not begin when they are called. Beans
 * of this type are asked in their order, before that for publishers; what no handler
 * supports begins with the call, see {@link ResultFollower} for its end.
 */
@Internal
public interface ReturnValueHandler {

	/**
	 * Whether this handler is for a method. Asked once per method.
	 * @param method the method
	 * @return whether this handler is for it
	 */
	boolean supports(Method method);

	/**
	 * Calls the method and sees that its observations start and end. Calls
	 * {@link ObservedInvocation#proceed()} exactly once and throws nothing but what that
	 * throws.
	 * @param invocation the call
	 * @return what the caller gets
	 * @throws Throwable what the user's method throws, the same instance
	 */
	@Nullable Object invoke(ObservedInvocation invocation) throws Throwable;

}
