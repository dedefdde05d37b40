/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.langfuse4j.lang.ExtensionPoint;
import dev.langfuse4j.lang.Internal;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Lists the signatures that users can compile against: the public types that are not
 * {@link Internal}, with their public and protected members.
 */
final class ApiSignatures {

	private ApiSignatures() {
	}

	static List<String> read() throws IOException {
		List<String> lines = new ArrayList<>();
		types(false).map((name) -> ClassUtils.resolveClassName(name, null))
			.filter(ApiSignatures::isApi)
			.sorted(Comparator.comparing(Class::getName))
			.forEach((type) -> lines.addAll(of(type)));
		return lines;
	}

	static List<String> internalTypes() throws IOException {
		return types(true).toList();
	}

	private static Stream<String> types(boolean internal) throws IOException {
		SimpleMetadataReaderFactory readers = new SimpleMetadataReaderFactory();
		List<String> types = new ArrayList<>();
		Resource[] found = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:dev/langfuse4j/**/*.class");
		for (Resource resource : found) {
			// Those of tests are beside them
			if (resource.getURL().getPath().contains("/test-classes/")) {
				continue;
			}
			MetadataReader reader = readers.getMetadataReader(resource);
			String name = reader.getClassMetadata().getClassName();
			if (reader.getAnnotationMetadata().hasAnnotation(Internal.class.getName()) == internal
					&& !name.endsWith("package-info")) {
				types.add(name);
			}
		}
		return types.stream();
	}

	private static boolean isApi(Class<?> type) {
		for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
			if (!isVisible(each.getModifiers()) || each.isAnnotationPresent(Internal.class) || each.isAnonymousClass()
					|| each.isLocalClass()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The lines of one type: its declaration and its members.
	 */
	static List<String> of(Class<?> type) {
		List<String> lines = new ArrayList<>();
		lines.add(annotations(type) + declaration(type));
		levels(type).forEach((level) -> {
			Stream<String> fields = Arrays.stream(level.getDeclaredFields())
				.filter(ApiSignatures::isApi)
				.map((field) -> annotations(field) + field.toGenericString() + constant(field));
			Stream<String> constructors = Arrays.stream(level.getDeclaredConstructors())
				.filter((constructor) -> level == type && isApi(constructor))
				.map((constructor) -> annotations(constructor) + constructor.toGenericString());
			Stream<String> methods = Arrays.stream(level.getDeclaredMethods())
				.filter(ApiSignatures::isApi)
				.map((method) -> annotations(method) + method.toGenericString() + defaultValue(method));
			Stream.of(fields, constructors, methods)
				.flatMap((members) -> members)
				.map((member) -> member.replace(level.getName() + ".", ""))
				.sorted()
				.map((member) -> "\t" + member)
				.filter((member) -> !lines.contains(member))
				.forEach(lines::add);
		});
		return lines;
	}

	/**
	 * The type, and what it inherits from types that applications cannot name.
	 */
	private static Stream<Class<?>> levels(Class<?> type) {
		Stream<Class<?>> above = Stream
			.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
			.filter((each) -> each.getName().startsWith("dev.langfuse4j.") && !isApi(each))
			.flatMap(ApiSignatures::levels);
		return Stream.concat(Stream.of(type), above);
	}

	private static String declaration(Class<?> type) {
		return (type.isAnnotationPresent(ExtensionPoint.class) ? "extension point " : "") + modifiers(type) + kind(type)
				+ " " + type.getName() + variables(type) + components(type) + supertypes(type) + permitted(type);
	}

	/**
	 * The modifiers that differ from those of most types of the kind.
	 */
	private static String modifiers(Class<?> type) {
		int modifiers = type.getModifiers();
		boolean implied = type.isInterface() || type.isEnum() || type.isRecord();
		return (Modifier.isProtected(modifiers) ? "protected " : "")
				+ ((type.isMemberClass() && !implied && !Modifier.isStatic(modifiers)) ? "inner " : "")
				+ (type.isSealed() ? "sealed " : "");
	}

	private static String kind(Class<?> type) {
		int modifiers = type.getModifiers();
		if (type.isAnnotation()) {
			return "annotation";
		}
		if (type.isInterface()) {
			return "interface";
		}
		if (type.isEnum()) {
			return "enum";
		}
		return (Modifier.isAbstract(modifiers) ? "abstract " : "") + (Modifier.isFinal(modifiers) ? "final " : "")
				+ (type.isRecord() ? "record" : "class");
	}

	private static String variables(Class<?> type) {
		return Arrays.stream(type.getTypeParameters()).map((variable) -> {
			String bounds = Arrays.stream(variable.getBounds())
				.filter((bound) -> bound != Object.class)
				.map(Type::getTypeName)
				.collect(Collectors.joining(" & "));
			return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
		})
			.collect(Collectors.collectingAndThen(Collectors.joining(", "),
					(all) -> all.isEmpty() ? "" : "<" + all + ">"));
	}

	private static String components(Class<?> type) {
		return type.isRecord() ? Arrays.stream(type.getRecordComponents())
			.map((component) -> component.getGenericType().getTypeName() + " " + component.getName())
			.collect(Collectors.joining(", ", "(", ")")) : "";
	}

	private static String supertypes(Class<?> type) {
		Type superclass = type.getGenericSuperclass();
		return Stream
			.concat((superclass != null && superclass != Object.class) ? Stream.of(superclass) : Stream.empty(),
					Arrays.stream(type.getGenericInterfaces()))
			.map(Type::getTypeName)
			.collect(Collectors.collectingAndThen(Collectors.joining(", "), (all) -> all.isEmpty() ? "" : " : " + all));
	}

	private static String permitted(Class<?> type) {
		return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses())
			.map(Class::getName)
			.collect(Collectors.joining(", ", " permits ", "")) : "";
	}

	/**
	 * The annotations of Java that change how an element may be used.
	 */
	private static String annotations(AnnotatedElement element) {
		return Arrays.stream(element.getDeclaredAnnotations())
			.filter((annotation) -> annotation.annotationType().getName().startsWith("java.lang."))
			.map((annotation) -> "@" + annotation.annotationType().getSimpleName()
					+ ((annotation instanceof Deprecated deprecated && deprecated.forRemoval()) ? "(forRemoval)" : "")
					+ ((annotation instanceof Target target) ? "(" + text(target.value()) + ")" : "")
					+ ((annotation instanceof Retention retention) ? "(" + retention.value() + ")" : "") + " ")
			.sorted()
			.collect(Collectors.joining());
	}

	/**
	 * The value that compilers copy into the classes of an application.
	 */
	private static String constant(Field field) {
		int modifiers = field.getModifiers();
		boolean copied = Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers)
				&& (field.getType().isPrimitive() || field.getType() == String.class);
		if (!copied) {
			return "";
		}
		field.setAccessible(true);
		return " = " + ReflectionUtils.getField(field, null);
	}

	private static String defaultValue(Method method) {
		Object value = method.getDefaultValue();
		return (value != null) ? " default " + text(value) : "";
	}

	private static String text(Object value) {
		if (value.getClass().isArray()) {
			return IntStream.range(0, Array.getLength(value))
				.mapToObj((index) -> text(Array.get(value, index)))
				.collect(Collectors.joining(", ", "{", "}"));
		}
		return (value instanceof String) ? "\"" + value + "\""
				: (value instanceof Class<?> type) ? type.getName() : value.toString();
	}

	private static <M extends Member> boolean isApi(M member) {
		boolean bridge = member instanceof Method method && method.isBridge();
		return isVisible(member.getModifiers()) && !member.isSynthetic() && !bridge
				&& !(member instanceof Executable executable && executable.isAnnotationPresent(Internal.class));
	}

	private static boolean isVisible(int modifiers) {
		return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
	}

}
