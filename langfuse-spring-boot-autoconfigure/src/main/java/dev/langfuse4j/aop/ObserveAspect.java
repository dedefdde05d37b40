package dev.langfuse4j.aop;

import dev.langfuse4j.lang.Internal;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;

/**
 * The door of woven code: an aspect for AspectJ's load-time or compile-time weaving, so
 * that private, static, final and self-invoked methods and objects that are no beans are
 * observed too. Not a bean: a proxy has its own door. Public for the weaver.
 * <p>
 * Compiled by javac, with the accessors that AspectJ's own compiler would add.
 */
@Internal
@Aspect
public final class ObserveAspect {

	private static final ObserveAspect INSTANCE = new ObserveAspect();

	private ObserveAspect() {
	}

	/**
	 * Called by woven code.
	 * @return the one instance
	 */
	public static ObserveAspect aspectOf() {
		return INSTANCE;
	}

	/**
	 * Called by woven code.
	 * @return {@code true}
	 */
	public static boolean hasAspect() {
		return true;
	}

	/**
	 * Called by woven code in place of a method that is annotated, directly or by a
	 * composed annotation, or of a public method of a class that is. Observes the call
	 * while an application context is open.
	 * @param joinPoint the call
	 * @return what the method returns
	 * @throws Throwable what the method throws
	 */
	@Around("(execution(@dev.langfuse4j.annotation.Observe * *(..))"
			+ " || execution(@(@dev.langfuse4j.annotation.Observe *) * *(..))"
			+ " || execution(public * (@dev.langfuse4j.annotation.Observe *).*(..))"
			+ " || execution(public * (@(@dev.langfuse4j.annotation.Observe *) *).*(..))"
			+ " || execution(@dev.langfuse4j.annotation.ObserveTrace * *(..))"
			+ " || execution(@(@dev.langfuse4j.annotation.ObserveTrace *) * *(..))"
			+ " || execution(public * (@dev.langfuse4j.annotation.ObserveTrace *).*(..))"
			+ " || execution(public * (@(@dev.langfuse4j.annotation.ObserveTrace *) *).*(..)))"
			// A composed annotation is itself an annotated type
			+ " && !within(java.lang.annotation.Annotation+)")
	public @Nullable Object observe(ProceedingJoinPoint joinPoint) throws Throwable {
		return WovenDoor.invoke(new JoinPointInvocation(joinPoint));
	}

}
