/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIdentityReference;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.VisibilityChecker;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.util.NameTransformer;

import org.springframework.core.KotlinDetector;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils;

/**
 * Decides which properties a bean has, and how each is read. Jackson lists the getters
 * and all fields that are not hidden from JSON. Hidden fields count if a method of the
 * same name exposes them, {@code x()}, which is not called: it could act, as
 * {@code next()} or {@code close()} do. If the application's own class shows nothing in
 * any way, all its fields count.
 */
final class BeanProperties {

	/**
	 * Annotations on a property that change the form of its value.
	 */
	private static final List<Class<? extends Annotation>> SPECIAL = List.of(JsonSerialize.class,
			JsonIgnoreProperties.class, JsonIncludeProperties.class, JsonFilter.class, JsonFormat.class,
			JsonRawValue.class, JsonInclude.class, JsonIdentityInfo.class, JsonIdentityReference.class);

	/**
	 * Suffix of fields that contain delegates of Kotlin's properties.
	 */
	private static final String DELEGATE = "$delegate";

	private final Redactions redactions;

	private final ResourceTypes resources;

	private final SelfDescriptions descriptions;

	private final ApplicationClasses application;

	private final Predicate<Class<?>> converted;

	/**
	 * Creates the rules.
	 * @param redactions the secret values
	 * @param resources the classes that act rather than hold data
	 * @param descriptions the values that are shown by their own text
	 * @param application the classes of the application
	 * @param converted the classes for which there is a converter
	 */
	BeanProperties(Redactions redactions, ResourceTypes resources, SelfDescriptions descriptions,
			ApplicationClasses application, Predicate<Class<?>> converted) {
		this.redactions = redactions;
		this.resources = resources;
		this.descriptions = descriptions;
		this.application = application;
		this.converted = converted;
	}

	/**
	 * Selects the properties.
	 * @param config the configuration of the mapper
	 * @param bean the bean's class
	 * @param usual the properties that Jackson usually shows of a bean
	 * @param candidates all getters, and all fields
	 * @return the properties, none if there is nothing to read
	 */
	List<BeanPropertyWriter> select(SerializationConfig config, BeanDescription bean, VisibilityChecker usual,
			List<BeanPropertyWriter> candidates) {
		Class<?> type = bean.getBeanClass();
		VisibilityChecker visibility = config.getAnnotationIntrospector()
			.findAutoDetectVisibility(config, bean.getClassInfo(), usual);
		Map<String, BeanPropertyDefinition> definitions = new HashMap<>();
		bean.findProperties().forEach((definition) -> definitions.put(definition.getName(), definition));
		Set<String> getters = new HashSet<>();
		candidates.stream()
			.map(BeanPropertyWriter::getMember)
			.filter(AnnotatedMethod.class::isInstance)
			.forEach((getter) -> getters.add(getter.getName()));
		List<BeanPropertyWriter> shown = new ArrayList<>();
		List<BeanPropertyWriter> bare = new ArrayList<>();
		Map<String, BeanPropertyWriter> lazy = new HashMap<>();
		for (BeanPropertyWriter candidate : candidates) {
			BeanPropertyDefinition definition = definitions.get(candidate.getName());
			if (isVisible(candidate, definition, visibility)) {
				shown.add(guard(bean, candidate, definition));
			}
			else if (isReadable(type, candidate.getMember())) {
				String name = candidate.getName();
				if (name.endsWith(DELEGATE)) {
					lazy.put(name.substring(0, name.length() - DELEGATE.length()), candidate);
				}
				else if (name.indexOf('$') < 0) {
					(isShownByMethod(type, name, getters) ? shown : bare).add(guard(bean, candidate, definition));
				}
			}
		}
		if (shown.isEmpty()) {
			return isOpen(type) ? bare : shown;
		}
		return saysMoreItself(type, shown, bare.size() <= shown.size()) ? List.of() : named(type, shown, lazy);
	}

	/**
	 * Whether only Jackson can write a property, because annotations on it change the
	 * form of its value.
	 */
	static boolean isSpecial(BeanPropertyWriter property) {
		if (property instanceof FixedProperty) {
			return false;
		}
		if (property.getClass() != BeanPropertyWriter.class || property.isUnwrapping()) {
			return true;
		}
		for (Class<? extends Annotation> annotation : SPECIAL) {
			if (property.getAnnotation(annotation) != null) {
				return true;
			}
		}
		ValueSerializer<?> serializer = property.getSerializer();
		return serializer != null && !(serializer instanceof FixedSerializer)
				&& !(serializer instanceof SelfDescribingSerializer)
				&& !serializer.getClass().getName().startsWith("tools.jackson.");
	}

	private static boolean isVisible(BeanPropertyWriter candidate, @Nullable BeanPropertyDefinition definition,
			VisibilityChecker visibility) {
		return !(candidate.getMember() instanceof AnnotatedField field) || visibility.isFieldVisible(field)
				|| (definition != null && definition.isExplicitlyIncluded());
	}

	/**
	 * Whether a field can be read. Those of a proxy are not set.
	 */
	private static boolean isReadable(Class<?> type, AnnotatedMember member) {
		return member.getMember() instanceof Field field && !type.getName().contains("$$") && field.trySetAccessible();
	}

	private static boolean isShownByMethod(Class<?> type, String name, Set<String> getters) {
		Method method = getters.contains(name) ? null : ReflectionUtils.findMethod(type, name);
		return method != null && Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
				&& method.getReturnType() != void.class;
	}

	/**
	 * Whether all fields of a class are read. A component of Spring is not data.
	 */
	private boolean isOpen(Class<?> type) {
		return this.application.contains(type) && !MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
			.isPresent("org.springframework.stereotype.Component");
	}

	/**
	 * Whether a library's object says more of itself than what can be read of it: nothing
	 * but states, such as that it is not empty, or the smaller part of its fields.
	 */
	private boolean saysMoreItself(Class<?> type, List<BeanPropertyWriter> shown, boolean most) {
		return this.resources.isForeign(type) && this.descriptions.isTrusted(type)
				&& shown.stream()
					.allMatch((property) -> (property.getMember() instanceof AnnotatedMethod)
							? property.getMember().getRawType() == boolean.class : !most);
	}

	private BeanPropertyWriter guard(BeanDescription bean, BeanPropertyWriter property,
			@Nullable BeanPropertyDefinition definition) {
		if (this.redactions.isSecretProperty(property)) {
			return FixedProperty.redacted(property);
		}
		AnnotatedMember member = property.getMember();
		if (!(member instanceof AnnotatedMethod) || bean.getBeanClass().isRecord() || isSpecial(property)
				|| !ResourceTypes.isAlwaysMarker(member.getRawType()) || this.converted.test(member.getRawType())) {
			return property;
		}
		AnnotatedField field = (definition != null && definition.hasField()) ? definition.getField() : null;
		return (field != null && isReadable(bean.getBeanClass(), field))
				? new BeanPropertyWriter(definition, field, bean.getClassAnnotations(), field.getType(), null, null,
						null, false, null, null, JsonInclude.Value.empty())
				: FixedProperty.unread(property);
	}

	/**
	 * Restores names that Kotlin's compiler has changed, and only reads the delegate of a
	 * lazy property, which knows whether it was computed.
	 */
	private static List<BeanPropertyWriter> named(Class<?> type, List<BeanPropertyWriter> shown,
			Map<String, BeanPropertyWriter> lazy) {
		if (!KotlinDetector.isKotlinType(type)) {
			return shown;
		}
		Set<String> names = new HashSet<>();
		shown.forEach((property) -> names.add(property.getName()));
		shown.replaceAll((property) -> {
			BeanPropertyWriter delegate = lazy.get(property.getName());
			if (delegate != null) {
				return renamed(delegate, property.getName());
			}
			String source = KotlinNames.source(type, property.getName());
			return names.add(source) ? renamed(property, source) : property;
		});
		return shown;
	}

	private static BeanPropertyWriter renamed(BeanPropertyWriter property, String name) {
		return property.rename(new NameTransformer() {

			@Override
			public String transform(String before) {
				return name;
			}

			@Override
			public @Nullable String reverse(String transformed) {
				return null;
			}

		});
	}

}
