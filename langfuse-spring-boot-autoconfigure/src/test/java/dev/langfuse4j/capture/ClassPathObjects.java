/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.objenesis.ObjenesisStd;
import org.springframework.util.ClassUtils;

/**
 * Objects of the public classes of the class path's jars: by a constructor without
 * parameters, else without any and with fields set at random; records of random
 * components, constants of enums, proxies of interfaces that answer at random.
 */
final class ClassPathObjects {

	/**
	 * Types that would start threads, processes or another test run when they are
	 * created.
	 */
	private static final Pattern LEFT_OUT = Pattern.compile(
			".*/(byte-buddy|docker-java|duct-tape|jna|junit|mockito|netty|opentelemetry-proto|opentest4j|testcontainers|tomcat|picocli)[^/]*\\.jar");

	private final long seed;

	/**
	 * Random values of one object, so that none depends on what was done with those
	 * before.
	 */
	private Random random;

	private final ObjenesisStd objenesis = new ObjenesisStd();

	private final AtomicInteger calls = new AtomicInteger();

	ClassPathObjects(long seed) {
		this.seed = seed;
		this.random = new Random(seed);
	}

	/**
	 * The names of the classes, in an order of the seed.
	 */
	List<String> classNames() {
		List<String> names = new ArrayList<>();
		for (String entry : new java.util.TreeSet<>(
				Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator)))) {
			if (entry.endsWith(".jar") && !LEFT_OUT.matcher(entry).matches()) {
				names.addAll(classNames(entry));
			}
		}
		Collections.shuffle(names, this.random);
		return names;
	}

	/**
	 * An object of a class, or {@code null} if there is no cheap one.
	 */
	@Nullable Object create(String className) {
		this.random = new Random(this.seed ^ className.hashCode());
		try {
			Class<?> type = Class.forName(className, false, getClass().getClassLoader());
			return (Modifier.isPublic(type.getModifiers()) && !type.isAnnotation()) ? create(type, 0) : null;
		}
		catch (Throwable ex) {
			// Needs what is not there, or more than nothing
			return null;
		}
	}

	/**
	 * Counts the methods of proxies that the capture called, rather than what it has
	 * called: what a library's getter does itself is not for others to bound.
	 */
	AtomicInteger calls() {
		return this.calls;
	}

	private static List<String> classNames(String jar) {
		try (JarFile file = new JarFile(jar)) {
			return file.stream()
				.map((entry) -> entry.getName())
				.filter((name) -> name.endsWith(".class") && !name.startsWith("META-INF") && !name.contains("-info"))
				.map((name) -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private @Nullable Object create(Class<?> type, int depth) throws Exception {
		if (type.isEnum()) {
			return (type.getEnumConstants().length > 0) ? type.getEnumConstants()[0] : null;
		}
		if (type.isInterface()) {
			return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
					(proxy, method, arguments) -> answer(proxy, method, depth));
		}
		if (Modifier.isAbstract(type.getModifiers()) || Thread.class.isAssignableFrom(type)) {
			return null;
		}
		if (type.isRecord()) {
			Class<?>[] types = Arrays.stream(type.getRecordComponents())
				.map(RecordComponent::getType)
				.toArray(Class<?>[]::new);
			Constructor<?> constructor = type.getDeclaredConstructor(types);
			return constructor.trySetAccessible() ? constructor
				.newInstance(Arrays.stream(types).map((component) -> value(component, depth)).toArray()) : null;
		}
		Constructor<?> constructor = ClassUtils.getConstructorIfAvailable(type);
		return (constructor != null && Modifier.isPublic(constructor.getModifiers())) ? constructor.newInstance()
				: filled(this.objenesis.newInstance(type), depth);
	}

	private Object filled(Object object, int depth) throws Exception {
		for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
					field.set(object, value(field.getType(), depth));
				}
			}
		}
		return object;
	}

	private @Nullable Object answer(Object proxy, Method method, int depth) {
		switch (method.getName()) {
			case "toString":
				return "proxy";
			case "hashCode":
				return System.identityHashCode(proxy);
			case "equals":
				return false;
			default:
				if (isCalledByCapture()) {
					this.calls.incrementAndGet();
				}
				return (method.getReturnType() != void.class) ? value(method.getReturnType(), depth) : null;
		}
	}

	private static boolean isCalledByCapture() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.map(StackFrame::getClassName)
				.dropWhile((name) -> name.startsWith(ClassPathObjects.class.getName()) || name.contains("$Proxy"))
				.findFirst())
			.filter((name) -> name.startsWith("tools.jackson.") || name.startsWith("dev.langfuse4j."))
			.isPresent();
	}

	private @Nullable Object value(Class<?> type, int depth) {
		if (type.isPrimitive() || ClassUtils.isPrimitiveWrapper(type)) {
			return primitive((Class<?>) ClassUtils.resolvePrimitiveIfNecessary(type));
		}
		if (type.isArray()) {
			return Array.newInstance(type.getComponentType(), this.random.nextInt(3));
		}
		if (type == String.class || type == Object.class || type == CharSequence.class) {
			return "text " + this.random.nextInt(100);
		}
		if (type == Optional.class) {
			return Optional.of("optional");
		}
		if (type == Stream.class) {
			return Stream.of("streamed");
		}
		if (type.isAssignableFrom(List.class)) {
			return List.of("element", "element");
		}
		if (type == Set.class) {
			return Set.of("element");
		}
		if (type == Map.class) {
			return Map.of("key", "value");
		}
		try {
			return (depth < 1 && !ApplicationClasses.isPlatform(type)) ? create(type, depth + 1) : null;
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private Object primitive(Class<?> type) {
		int number = this.random.nextInt(100);
		if (type == boolean.class) {
			return this.random.nextBoolean();
		}
		if (type == char.class) {
			return (char) ('a' + number % 26);
		}
		if (type == byte.class) {
			return (byte) number;
		}
		if (type == short.class) {
			return (short) number;
		}
		if (type == long.class) {
			return (long) number;
		}
		if (type == float.class) {
			return (float) number;
		}
		return (type == double.class) ? (Object) (double) number : (Object) number;
	}

}
