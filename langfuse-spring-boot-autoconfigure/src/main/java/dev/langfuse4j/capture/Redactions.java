/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mask.Redaction;
import dev.langfuse4j.mask.SecretNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ser.BeanPropertyWriter;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Determines which values are secret: by an annotation on a class, a field, a getter or a
 * record component, or by name.
 *
 * @since 0.1.0
 */
@Internal
public final class Redactions {

	private final @Nullable Class<? extends Annotation> annotation;

	private final SecretNames names;

	/**
	 * Creates the rules.
	 * @param annotation what marks a secret value, also as a meta-annotation, or
	 * {@code null} for none
	 * @param names the names of secret values
	 */
	public Redactions(@Nullable Class<? extends Annotation> annotation, Collection<String> names) {
		this.annotation = annotation;
		this.names = new SecretNames(names);
	}

	/**
	 * No value is secret.
	 * @return the rules
	 */
	public static Redactions none() {
		return new Redactions(null, Set.of());
	}

	boolean hasNames() {
		return !this.names.isEmpty();
	}

	boolean isSecretName(String name) {
		return this.names.contains(name);
	}

	/**
	 * Whether a text names a secret.
	 */
	boolean isNameOfSecret(String text) {
		return this.names.containsPhrase(text);
	}

	boolean isSecretType(Class<?> type) {
		return type == Redaction.class || isAnnotated(type);
	}

	boolean isSecretProperty(BeanPropertyWriter property) {
		if (isSecretName(property.getName())) {
			return true;
		}
		Member member = (property.getMember() != null) ? property.getMember().getMember() : null;
		return member != null && isSecretMember(member);
	}

	boolean isSecretMember(Member member) {
		return isSecretName(member.getName()) || isMemberAnnotated(member);
	}

	/**
	 * The annotation may be on what Jackson reads, or on the private field, the record
	 * component, the setter or the constructor's parameter behind it. Names are compared
	 * loosely, because getters are named in many ways.
	 */
	private boolean isMemberAnnotated(Member member) {
		if (this.annotation == null) {
			return false;
		}
		if (member instanceof AnnotatedElement element && isAnnotated(element)) {
			return true;
		}
		Set<String> names = namesOf(member);
		for (Class<?> type = member.getDeclaringClass(); type != null
				&& type != Object.class; type = type.getSuperclass()) {
			if (isBehind(names, type)) {
				return true;
			}
		}
		return false;
	}

	private boolean isBehind(Set<String> names, Class<?> type) {
		for (Field field : type.getDeclaredFields()) {
			if (isOneOf(names, field) && isAnnotated(field)) {
				return true;
			}
		}
		for (Method method : type.getDeclaredMethods()) {
			if (isOneOf(names, method) && isAnnotated(method)) {
				return true;
			}
		}
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			for (Parameter parameter : constructor.getParameters()) {
				if (names.contains(parameter.getName().toLowerCase(Locale.ROOT)) && isAnnotated(parameter)) {
					return true;
				}
			}
		}
		if (type.isRecord()) {
			for (RecordComponent component : type.getRecordComponents()) {
				if (names.contains(component.getName().toLowerCase(Locale.ROOT)) && isAnnotated(component)) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean isOneOf(Set<String> names, Member member) {
		return namesOf(member).stream().anyMatch(names::contains);
	}

	private static Set<String> namesOf(Member member) {
		String name = member.getName().toLowerCase(Locale.ROOT);
		Set<String> names = new HashSet<>();
		names.add(name);
		if (member instanceof Method) {
			for (String prefix : new String[] { "get", "is", "set" }) {
				if (name.length() > prefix.length() && name.startsWith(prefix)) {
					names.add(name.substring(prefix.length()));
				}
			}
		}
		return names;
	}

	private boolean isAnnotated(AnnotatedElement element) {
		return this.annotation != null
				&& MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(this.annotation);
	}

}
