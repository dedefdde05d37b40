/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.io.IOException;
import java.lang.reflect.Constructor;
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
import java.util.stream.Stream;

import dev.langfuse4j.lang.ExtensionPoint;
import dev.langfuse4j.lang.Internal;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;

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
			.forEach((type) -> add(type, lines));
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

	private static void add(Class<?> type, List<String> lines) {
		lines.add((type.isAnnotationPresent(ExtensionPoint.class) ? "extension point " : "") + kind(type) + " "
				+ type.getName() + supertypes(type));
		Stream<String> fields = Arrays.stream(type.getDeclaredFields())
			.filter(ApiSignatures::isApi)
			.map(Field::toGenericString);
		Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
			.filter(ApiSignatures::isApi)
			.map(Constructor::toGenericString);
		Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
			.filter(ApiSignatures::isApi)
			.map(Method::toGenericString);
		Stream.of(fields, constructors, methods)
			.flatMap((members) -> members)
			.map((member) -> member.replace(type.getName() + ".", ""))
			.sorted()
			.forEach((member) -> lines.add("\t" + member));
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

	private static String supertypes(Class<?> type) {
		Type superclass = type.getGenericSuperclass();
		return Stream
			.concat((superclass != null && superclass != Object.class) ? Stream.of(superclass) : Stream.empty(),
					Arrays.stream(type.getGenericInterfaces()))
			.map(Type::getTypeName)
			.collect(Collectors.collectingAndThen(Collectors.joining(", "), (all) -> all.isEmpty() ? "" : " : " + all));
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
