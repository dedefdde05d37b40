/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A change that would break an application changes a line of the approved list.
 */
class ApiSignaturesTests {

	private static final String PREFIX = ApiSignaturesTests.class.getName() + "$";

	@Test
	void typeShowsItsVariablesModifiersAndSupertypes() {
		assertThat(declaration(Shape.class))
			.isEqualTo("sealed abstract class Shape<T extends java.lang.Number & java.lang.Comparable<T>>"
					+ " : java.util.function.Supplier<T> permits Circle");
		assertThat(declaration(Circle.class)).isEqualTo("final class Circle : Shape<java.lang.Integer>");
		assertThat(declaration(Inner.class)).isEqualTo("@Deprecated inner class Inner");
		assertThat(declaration(Point.class))
			.isEqualTo("final record Point(int x, java.util.List<java.lang.String> y)" + " : java.lang.Record");
	}

	@Test
	void methodShowsBoundsExceptionsVarargsAndDeprecation() {
		assertThat(ApiSignatures.of(Shape.class)).contains(
				"\t@Deprecated(forRemoval) protected void old() throws java.io.IOException",
				"\tpublic <E extends java.lang.Exception> void call(java.util.List<? super E>,java.lang.String...) throws E",
				"\tpublic abstract T get()");
	}

	@Test
	void constantShowsItsValueAndEnumItsConstants() {
		assertThat(ApiSignatures.of(Circle.class)).contains("\tpublic static final int SIDES = 1",
				"\tpublic static final java.lang.Object OTHER");
		assertThat(ApiSignatures.of(TimeUnit.class).toString()).contains("TimeUnit DAYS");
	}

	@Test
	void annotationShowsItsDefaultsAndWhereItMayBe() {
		assertThat(declaration(Marked.class))
			.isEqualTo("@Retention(RUNTIME) @Target({METHOD}) annotation Marked : java.lang.annotation.Annotation");
		assertThat(ApiSignatures.of(Marked.class)).contains("\tpublic abstract int required()",
				"\tpublic abstract java.lang.String[] names() default {\"a\", \"b\"}",
				"\tpublic abstract java.lang.Class<?> type() default java.lang.Object",
				"\tpublic abstract java.lang.String value() default \"\"");
	}

	@Test
	void typeShowsWhatItInheritsFromTypesThatNobodyCanName() {
		assertThat(ApiSignatures.of(Child.class)).contains("\tpublic int inherited()");
	}

	private static String declaration(Class<?> type) {
		return ApiSignatures.of(type).get(0).replace(PREFIX, "");
	}

	public abstract static sealed class Shape<T extends Number & Comparable<T>> implements Supplier<T> {

		public <E extends Exception> void call(List<? super E> list, String... names) throws E {
		}

		@Deprecated(since = "0.2", forRemoval = true)
		protected void old() throws IOException {
		}

		@Override
		public abstract T get();

	}

	public static final class Circle extends Shape<Integer> {

		public static final int SIDES = 1;

		public static final Object OTHER = new Object();

		@Override
		public Integer get() {
			return 1;
		}

	}

	@Deprecated
	public class Inner {

	}

	public record Point(int x, List<String> y) {

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	public @interface Marked {

		int required();

		String value() default "";

		String[] names() default { "a", "b" };

		Class<?> type() default Object.class;

	}

	abstract static class Hidden {

		public int inherited() {
			return 1;
		}

	}

	public static class Child extends Hidden {

	}

}
