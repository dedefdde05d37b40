/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import dev.langfuse4j.capture.ValueShape.Kind;
import dev.langfuse4j.capture.ValueShape.Property;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils;

/**
 * Determines the shape of plain records and enums without Jackson, because loading its
 * mapper takes longer than the rest of a first call. A plain class implements no
 * interface and has no annotations, and a plain record has no method that is named like a
 * getter. Jackson shows the components of such a record in the same order, and nothing
 * else.
 */
final class PlainShapes {

	private PlainShapes() {
	}

	/**
	 * Whether an enum has no annotation by which Jackson could show something else than
	 * the name of a constant.
	 */
	static boolean isPlainEnum(Class<?> type) {
		return type.isEnum() && isPlain(type);
	}

	/**
	 * Returns the shape of a plain record.
	 * @return the shape, or {@code null} if only Jackson knows it
	 */
	static @Nullable ValueShape of(Class<?> type, Redactions redactions) {
		if (!type.isRecord() || !isPlain(type) || hasGetter(type)) {
			return null;
		}
		List<Property> properties = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			Method accessor = component.getAccessor();
			if (!accessor.trySetAccessible() || mayHaveSerializer(component.getType())) {
				return null;
			}
			boolean secret = redactions.isSecretName(component.getName());
			properties.add(new Property(component.getName(), (bean) -> read(accessor, bean),
					secret ? Redaction.MARKER : null, null, false));
		}
		return properties.isEmpty() ? null : ValueShape.bean(Kind.BEAN, properties);
	}

	private static @Nullable Object read(Method accessor, Object bean) throws Exception {
		try {
			return accessor.invoke(bean);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex;
		}
	}

	private static boolean isPlain(Class<?> type) {
		return !ApplicationClasses.isPlatform(type) && type.getInterfaces().length == 0 && !isAnnotated(type)
				&& !hasAnnotatedMembers(type);
	}

	private static boolean hasGetter(Class<?> type) {
		return Arrays.stream(type.getDeclaredMethods())
			.anyMatch((method) -> method.getName().startsWith("get") || method.getName().startsWith("is"));
	}

	private static boolean hasAnnotatedMembers(Class<?> type) {
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			if (isAnnotated(constructor) || isAnyAnnotated(constructor.getParameters())) {
				return true;
			}
		}
		return isAnyAnnotated(type.getDeclaredFields()) || isAnyAnnotated(type.getDeclaredMethods())
				|| (type.isRecord() && isAnyAnnotated(type.getRecordComponents()));
	}

	private static boolean isAnyAnnotated(AnnotatedElement... elements) {
		return Arrays.stream(elements).anyMatch(PlainShapes::isAnnotated);
	}

	private static boolean isAnnotated(AnnotatedElement element) {
		return element.getAnnotations().length > 0;
	}

	/**
	 * Whether Jackson writes a component as a whole, by the serializer of its type, which
	 * it knows in advance if there can be no subclass.
	 */
	private static boolean mayHaveSerializer(Class<?> type) {
		return Modifier.isFinal(type.getModifiers()) && !ApplicationClasses.isPlatform(type) && !type.isArray()
				&& MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(JacksonAnnotation.class);
	}

}
