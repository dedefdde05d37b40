/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.langfuse4j.lang.Internal;
import kotlin.reflect.KClass;
import kotlin.reflect.KFunction;
import kotlin.reflect.KParameter;
import kotlin.reflect.jvm.ReflectJvmMapping;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * The arguments of functions of Kotlin as they are in the source: unsigned numbers and
 * durations are passed as the bits of other numbers.
 *
 * @since 0.1.0
 */
@Internal
public final class KotlinArguments {

	private static final Map<Method, List<@Nullable UnaryOperator<Object>>> decoders = new ConcurrentReferenceHashMap<>();

	private KotlinArguments() {
	}

	/**
	 * Whether arguments may not be passed as they are in the source.
	 * @param method the function
	 * @return whether they are to be decoded
	 */
	public static boolean mayDiffer(Method method) {
		// The name of such a function has the hash of its parameters
		return method.getName().indexOf('-') >= 0 && KotlinDetector.isKotlinReflectPresent();
	}

	/**
	 * Returns the arguments as they are in the source.
	 * @param method the function
	 * @param arguments the passed arguments
	 * @return the same arguments if nothing changes
	 */
	public static @Nullable Object[] decode(Method method, @Nullable Object[] arguments) {
		if (!mayDiffer(method)) {
			return arguments;
		}
		List<@Nullable UnaryOperator<Object>> found = decoders.computeIfAbsent(method, KotlinArguments::find);
		@Nullable Object[] decoded = arguments.clone();
		for (int i = 0; i < Math.min(decoded.length, found.size()); i++) {
			UnaryOperator<Object> decoder = found.get(i);
			Object argument = decoded[i];
			decoded[i] = (decoder != null && argument != null) ? decoder.apply(argument) : argument;
		}
		return decoded;
	}

	private static List<@Nullable UnaryOperator<Object>> find(Method method) {
		try {
			return Reflection.find(method);
		}
		catch (Throwable ex) {
			// Reflection of Kotlin does not know functions of all kinds
			return List.of();
		}
	}

	/**
	 * Apart, as the library may be absent.
	 */
	private static final class Reflection {

		private static List<@Nullable UnaryOperator<Object>> find(Method method) {
			List<@Nullable UnaryOperator<Object>> found = new ArrayList<>();
			KFunction<?> function = ReflectJvmMapping.getKotlinFunction(method);
			if (function != null) {
				for (KParameter parameter : function.getParameters()) {
					if (parameter.getKind() != KParameter.Kind.INSTANCE) {
						found.add((parameter.getType().getClassifier() instanceof KClass<?> type)
								? KotlinNames.decoderOf(String.valueOf(type.getQualifiedName())) : null);
					}
				}
			}
			return found;
		}

	}

}
