/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * The way in which values of one class are written. It is determined once for each class.
 *
 * @param kind the way of writing
 * @param properties the properties of a bean, otherwise empty
 * @param converter converts the values of a library's class
 * @param foreign whether to read its properties calls getters of a library's class
 */
record ValueShape(Kind kind, List<Property> properties, ValueConverter converter, boolean foreign) {

	private static final ValueConverter NONE = new ValueConverter() {

		@Override
		public boolean supports(Class<?> type) {
			return false;
		}

		@Override
		public Object convert(Object value) {
			return value;
		}

	};

	static ValueShape of(Kind kind) {
		return new ValueShape(kind, List.of(), NONE, false);
	}

	static ValueShape bean(Kind kind, List<Property> properties) {
		return new ValueShape(kind, List.copyOf(properties), NONE, properties.stream().anyMatch(Property::foreign));
	}

	/**
	 * Creates the shape of a bean that only Jackson knows how to write.
	 */
	static ValueShape serialized(boolean foreign) {
		return new ValueShape(Kind.JACKSON, List.of(), NONE, foreign);
	}

	static ValueShape converted(ValueConverter converter) {
		return new ValueShape(Kind.CONVERTED, List.of(), converter, false);
	}

	/**
	 * A property of a bean.
	 *
	 * @param name its name
	 * @param reader reads its value
	 * @param fixed the text that is shown instead of the value, or {@code null}
	 * @param special writes a property that only Jackson can write, because annotations
	 * on the property change the form of its value, or {@code null}
	 * @param foreign whether to read it calls a getter of a library's class
	 */
	record Property(String name, Reader reader, @Nullable String fixed, @Nullable BeanPropertyWriter special,
			boolean foreign) {

	}

	/**
	 * Reads the value of a property.
	 */
	@FunctionalInterface
	interface Reader {

		@Nullable Object read(Object bean) throws Exception;

	}

	enum Kind {

		/**
		 * By {@code toString}.
		 */
		TEXT,

		/**
		 * By the name of an enum's constant.
		 */
		CONSTANT,

		/**
		 * By the name of a class.
		 */
		TYPE,

		/**
		 * By a date's instant.
		 */
		DATE,

		/**
		 * By its entries.
		 */
		MAP,

		/**
		 * By its elements.
		 */
		COLLECTION,

		/**
		 * By its elements.
		 */
		ARRAY,

		/**
		 * By type and message.
		 */
		ERROR,

		/**
		 * A value that is shown by its content.
		 */
		OPTIONAL,

		/**
		 * By its properties.
		 */
		BEAN,

		/**
		 * By its only property: a value class of Kotlin.
		 */
		WRAPPER,

		/**
		 * A value that is shown by its {@code toString}.
		 */
		SELF,

		/**
		 * An object of a library that is shown by its {@code toString}.
		 */
		FOREIGN_SELF,

		/**
		 * By a serializer of its own, such as that of a JSON tree or of
		 * {@code @JsonValue}.
		 */
		JACKSON,

		/**
		 * A value that a converter converts.
		 */
		CONVERTED,

		/**
		 * Not at all: its class name stands for it.
		 */
		MARKER,

		/**
		 * A secret value, which is redacted.
		 */
		SECRET

	}

}
