/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.annotation.Annotation;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;

/**
 * Recognizes the names that Kotlin's compiler generates for internal members and for
 * members with value classes: {@code getId-oBy2BjM}, {@code getId$module}.
 *
 * @since 0.1.0
 */
@Internal
public final class KotlinNames {

	/**
	 * A member that returns an unsigned number returns the bits of a signed one, one that
	 * returns a duration a count of nanoseconds or milliseconds. Its name ends with a
	 * hash of the type, which is part of Kotlin's binary interface.
	 */
	private static final Map<String, String> HASHES = Map.of("kotlin.UByte", "w2LRezQ", "kotlin.UShort", "Mh2AYeg",
			"kotlin.UInt", "pVg5ArA", "kotlin.ULong", "s-VKNKU", "kotlin.time.Duration", "UwyO8pc");

	private static final Map<String, UnaryOperator<Object>> DECODERS = Map.of(//
			"w2LRezQ", (value) -> (value instanceof Byte bits) ? Byte.toUnsignedInt(bits) : value, //
			"Mh2AYeg", (value) -> (value instanceof Short bits) ? Short.toUnsignedInt(bits) : value, //
			"pVg5ArA", (value) -> (value instanceof Integer bits) ? Integer.toUnsignedLong(bits) : value, //
			"s-VKNKU",
			(value) -> (value instanceof Long bits && bits < 0) ? new BigInteger(Long.toUnsignedString(bits)) : value,
			"UwyO8pc", (value) -> (value instanceof Long bits) ? duration(bits) : value);

	private KotlinNames() {
	}

	/**
	 * The name as it is in the source.
	 * @param declaring the class that declares the member
	 * @param name the name of the member, or of a property made of one
	 * @return the name up to the first character that the compiler has added
	 */
	public static String source(Class<?> declaring, String name) {
		for (int end = 1; end < name.length() && KotlinDetector.isKotlinType(declaring); end++) {
			if (name.charAt(end) == '-' || name.charAt(end) == '$') {
				return name.substring(0, end);
			}
		}
		return name;
	}

	/**
	 * Whether a class stands for the one value that it wraps.
	 */
	static boolean isValueClass(Class<?> type) {
		for (Annotation annotation : type.getAnnotations()) {
			if (annotation.annotationType().getName().equals("kotlin.jvm.JvmInline")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns a function that converts the result of a member.
	 * @param name the name of the member
	 * @return converts the value to a number or a duration, or {@code null} if no
	 * conversion is needed
	 */
	public static @Nullable UnaryOperator<Object> decoder(String name) {
		int hash = name.indexOf('-') + 1;
		int module = name.indexOf('$', hash);
		return (hash > 1) ? DECODERS.get(name.substring(hash, (module > 0) ? module : name.length())) : null;
	}

	/**
	 * Returns a function that converts the bits of a value.
	 * @param typeName the name of the value's class
	 * @return makes the number or the duration of the bits, or {@code null} if the class
	 * is not known
	 */
	public static @Nullable UnaryOperator<Object> decoderOf(String typeName) {
		String hash = HASHES.get(typeName);
		return (hash != null) ? DECODERS.get(hash) : null;
	}

	private static Duration duration(long bits) {
		return ((bits & 1) == 0) ? Duration.ofNanos(bits >> 1) : Duration.ofMillis(bits >> 1);
	}

}
