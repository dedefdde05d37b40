package dev.langfuse4j.capture;

import java.util.List;

import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * How the values of one class are written, decided once per class.
 *
 * @param kind the way of writing
 * @param properties the properties of a bean, else empty
 */
record ValueShape(Kind kind, List<Property> properties) {

	static ValueShape of(Kind kind) {
		return new ValueShape(kind, List.of());
	}

	/**
	 * A property of a bean.
	 *
	 * @param writer reads it
	 * @param special whether only Jackson knows how to write it: annotations on the
	 * property change what is shown of its value
	 */
	record Property(BeanPropertyWriter writer, boolean special) {

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
		 * By what it holds.
		 */
		OPTIONAL,

		/**
		 * By its properties.
		 */
		BEAN,

		/**
		 * By a serializer of its own, such as that of a JSON tree or of
		 * {@code @JsonValue}.
		 */
		JACKSON,

		/**
		 * Not at all: its class name stands for it.
		 */
		MARKER

	}

}
