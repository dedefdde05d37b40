/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.beans.Transient;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.langfuse4j.capture.PlainValueTypes.Bean;
import dev.langfuse4j.capture.PlainValueTypes.Color;
import dev.langfuse4j.capture.PlainValueTypes.Labelled;
import dev.langfuse4j.capture.PlainValueTypes.Named;
import dev.langfuse4j.capture.PlainValueTypes.Renamed;
import dev.langfuse4j.capture.PlainValueTypes.Shown;
import dev.langfuse4j.capture.PlainValueTypes.ShownAbove;
import dev.langfuse4j.capture.PlainValueTypes.Special;
import org.jspecify.annotations.Nullable;

/**
 * Random values of records, of which some are plain and others are nearly so.
 */
final class PlainValues {

	private static final List<Class<?>> RECORDS = Arrays.stream(PlainValues.class.getDeclaredClasses())
		.filter(Class::isRecord)
		.toList();

	private static final String[] TEXTS = { "", "text", "<marker>", "\"quoted\" \\ \n", "schön 🎉", "data:text/plain,x",
			"password", "x".repeat(300) };

	private static final int DEPTH = 4;

	private final Random random;

	PlainValues(long seed) {
		this.random = new Random(seed);
	}

	Object record() {
		return record(RECORDS.get(this.random.nextInt(RECORDS.size())), 0);
	}

	int number(int bound) {
		return this.random.nextInt(bound);
	}

	private Object record(Class<?> type, int depth) {
		try {
			Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
				.filter((candidate) -> candidate.getParameterCount() == type.getRecordComponents().length)
				.findFirst()
				.orElseThrow();
			constructor.setAccessible(true);
			return constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
				.map((parameter) -> value(parameter, depth + 1))
				.toArray());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private @Nullable Object value(Class<?> type, int depth) {
		if (!type.isPrimitive() && (depth > DEPTH || this.random.nextInt(8) == 0)) {
			return null;
		}
		if (type.isRecord()) {
			return record(type, depth);
		}
		if (type.isEnum()) {
			return type.getEnumConstants()[this.random.nextInt(type.getEnumConstants().length)];
		}
		if (type == Object.class) {
			return any(depth);
		}
		if (type == Named.class) {
			return new Implementing(text());
		}
		if (type == Special.class) {
			return new Special(text());
		}
		return (type == Bean.class) ? new Bean(text()) : library(type, depth);
	}

	private @Nullable Object any(int depth) {
		if (this.random.nextInt(2) == 0) {
			return record(RECORDS.get(this.random.nextInt(RECORDS.size())), depth);
		}
		List<Class<?>> types = List.of(String.class, int.class, long.class, double.class, BigDecimal.class, Date.class,
				List.class, Map.class, Set.class, Optional.class, Color.class, Labelled.class, Shown.class,
				ShownAbove.class, Renamed.class, Special.class, Bean.class, Runnable.class, InputStream.class,
				Path.class, byte[].class, Point[].class);
		return value(types.get(this.random.nextInt(types.size())), depth);
	}

	private @Nullable Object library(Class<?> type, int depth) {
		return switch (type.getSimpleName()) {
			case "int", "Integer" -> this.random.nextInt();
			case "long", "Long" -> this.random.nextLong() >> this.random.nextInt(63);
			case "double", "Double" -> (this.random.nextInt(5) == 0) ? Double.NaN : this.random.nextGaussian();
			case "float" -> this.random.nextFloat();
			case "short" -> (short) this.random.nextInt();
			case "byte" -> (byte) this.random.nextInt();
			case "char", "Character" -> (char) ('a' + this.random.nextInt(26));
			case "boolean", "Boolean" -> this.random.nextBoolean();
			case "BigDecimal" -> new BigDecimal("1.50").movePointLeft(this.random.nextInt(9));
			case "BigInteger" -> BigInteger.TWO.pow(this.random.nextInt(99));
			case "String", "CharSequence" -> text();
			case "Instant" -> Instant.ofEpochMilli(this.random.nextInt());
			case "LocalDate" -> LocalDate.ofEpochDay(this.random.nextInt(99_999));
			case "Duration" -> Duration.ofMillis(this.random.nextInt());
			case "ZoneOffset" -> ZoneOffset.ofHours(this.random.nextInt(12));
			case "Date" -> new Date(this.random.nextInt());
			case "UUID" -> new UUID(this.random.nextLong(), this.random.nextLong());
			case "Locale" -> Locale.GERMANY;
			case "Path" -> Path.of("/tmp", "x");
			case "List" -> elements(depth);
			case "Set" -> new LinkedHashSet<>(elements(depth));
			case "Map" -> map(depth);
			case "Optional" -> Optional.ofNullable(value(Object.class, depth + 1));
			case "Point[]" -> new Point[] { new Point(1, 2L, 0.5, 1.5f, (short) 3, (byte) 4, 'c', true), null };
			case "int[]" -> new int[] { 1, 2, 3 };
			case "byte[]" -> new byte[3];
			case "Runnable" -> (Runnable) () -> {
			};
			case "InputStream" -> InputStream.nullInputStream();
			default -> throw new IllegalStateException("No value of " + type);
		};
	}

	private String text() {
		return TEXTS[this.random.nextInt(TEXTS.length)];
	}

	private List<Object> elements(int depth) {
		List<Object> elements = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			elements.add(value(Object.class, depth + 1));
		}
		return elements;
	}

	private Map<Object, Object> map(int depth) {
		Map<Object, Object> map = new LinkedHashMap<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			map.put((this.random.nextInt(3) == 0) ? value(Color.class, 0) : text(), value(Object.class, depth + 1));
		}
		return map;
	}

	record Empty() {

	}

	record Point(int x, long y, double z, float f, short s, byte b, char c, boolean exact) {

	}

	record Boxed(Integer number, Long count, Double score, BigDecimal price, BigInteger large, Character letter,
			CharSequence text, Object other) {

	}

	record Times(Instant from, LocalDate day, Duration length, ZoneOffset zone, Date date, UUID id, Locale language) {

	}

	private record Nested(Point point, List<Point> points, Map<String, Object> map, Set<Color> colors,
			Optional<Point> maybe, Point[] array, int[] numbers, Nested next) {

	}

	record Generic<T extends @Nullable Object>(T value, List<? extends T> values) {

	}

	record Enums(Color color, Labelled labelled, Shown shown, ShownAbove above, Renamed renamed) {

	}

	record Busy(String b, String a, List<String> copied) {

		static final String CONSTANT = "constant";

		Busy {
			copied = (copied != null) ? Collections.unmodifiableList(copied) : List.of();
		}

		Busy(String a) {
			this(CONSTANT, a, List.of());
		}

		@Override
		public String a() {
			return this.a + " by the accessor";
		}

		public int total() {
			return this.copied.size();
		}

		public Busy withA(String other) {
			return new Busy(this.b, other, this.copied);
		}

	}

	record Throwing(String before, String thrown, String after) {

		@Override
		public String thrown() {
			if (this.after == null) {
				throw new AssertionError("never");
			}
			throw new IllegalStateException("never");
		}

	}

	record Secrets(String apiKey, String user, List<String> password, @Hidden String annotated, Special token) {

	}

	record PlainSecrets(String apiKey, String user, List<String> password) {

	}

	record Pair(String name, Object value) {

	}

	record Odd(String URL, String aB, String _x, String $d, String ü, String x1, String Id) {

	}

	record NamedLikeGetters(String isbn, boolean isOpen, String getaway, String getText, String get, boolean is) {

	}

	record WithGetter(String a) {

		public String getB() {
			return "b";
		}

		public boolean isC() {
			return true;
		}

	}

	record Implementing(String a) implements Named {

	}

	record Iterating(String a) implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return List.of(this.a).iterator();
		}

	}

	record AsEntry(String getKey, String getValue) implements Map.Entry<String, String> {

		@Override
		public String setValue(String value) {
			throw new UnsupportedOperationException();
		}

	}

	record Annotated(@JsonProperty("z") String a, @JsonIgnore String b, @JsonUnwrapped Point c,
			@JsonFormat(shape = JsonFormat.Shape.STRING) Instant d) {

	}

	record Unseen(@Transient String a, String b) {

		@Override
		@Transient
		public String a() {
			return this.a;
		}

	}

	@JsonPropertyOrder({ "b", "a" })
	record Ordered(String a, String b) {

	}

	record AnnotatedMethod(String a) {

		@JsonProperty
		String extra() {
			return "extra";
		}

	}

	record Holding(Special special, Bean bean, Runnable code, InputStream in, byte[] bytes, Object any, Named named) {

	}

	/**
	 * Marks a secret.
	 */
	@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
	@interface Hidden {

	}

}
