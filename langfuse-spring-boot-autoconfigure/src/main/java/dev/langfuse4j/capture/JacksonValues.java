/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.langfuse4j.mask.Redaction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.VisibilityChecker;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * Provides Jackson's knowledge of a class, and writes values that only Jackson can write,
 * such as those of a class with a custom serializer. Owns the only mapper, which is not
 * the application's.
 */
final class JacksonValues {

	private final JsonMapper mapper;

	private final Redactions redactions;

	private final Predicate<Class<?>> foreign;

	/**
	 * Creates a mapper.
	 * @param properties the properties of a bean
	 * @param resources the classes of which only the name is written, wherever they
	 * appear
	 * @param descriptions the values that are shown by their own text
	 * @param redactions the secret values
	 * @param customizers the application's modules and serializers
	 * @param foreign the classes of libraries whose getters are called
	 */
	JacksonValues(BeanProperties properties, ResourceTypes resources, SelfDescriptions descriptions,
			Redactions redactions, List<CaptureJsonMapperCustomizer> customizers, Predicate<Class<?>> foreign) {
		this.redactions = redactions;
		this.foreign = foreign;
		JsonMapper.Builder builder = JsonMapper.builder()
			.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
			.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
		customizers.forEach((customizer) -> customizer.customize(builder));
		AtomicReference<VisibilityChecker> usual = new AtomicReference<>(VisibilityChecker.defaultInstance());
		builder.changeDefaultVisibility((visibility) -> {
			usual.set(visibility);
			return visibility.withFieldVisibility(Visibility.ANY);
		});
		this.mapper = builder
			.addModule(new SimpleModule().setSerializerModifier(
					new GuardingModifier(properties, resources, descriptions, redactions, usual.get())))
			.build();
	}

	ValueSerializer<?> serializer(Class<?> type) {
		return this.mapper._serializationContext().findValueSerializer(type);
	}

	/**
	 * Writes a value.
	 * @param value the value
	 * @param budget the characters it may take
	 * @param called told of each call of a library's getter within it
	 * @throws RuntimeException if the value cannot be written or is larger than the
	 * budget
	 */
	String write(Object value, int budget, Runnable called) {
		BoundedWriter writer = new BoundedWriter(budget);
		try (JsonGenerator generator = generator(writer, called)) {
			this.mapper.writeValue(generator, value);
		}
		return writer.toString();
	}

	/**
	 * Writes one property of a bean, as an object of as many names as it yields.
	 * @param bean the bean
	 * @param property the property
	 * @param budget the characters it may take
	 * @param called told of each call of a library's getter within it
	 * @throws RuntimeException if it cannot be written or is larger than the budget
	 */
	String write(Object bean, BeanPropertyWriter property, int budget, Runnable called) throws Exception {
		BoundedWriter writer = new BoundedWriter(budget);
		try (JsonGenerator generator = generator(writer, called)) {
			generator.writeStartObject();
			property.serializeAsProperty(bean, generator, this.mapper._serializationContext());
			generator.writeEndObject();
		}
		return writer.toString();
	}

	private JsonGenerator generator(BoundedWriter writer, Runnable called) {
		return new CallsGenerator(this.mapper.createGenerator(writer), this.foreign, called);
	}

	/**
	 * Reads JSON into tokens: all of it, or nothing if it is not JSON.
	 * @param json one value
	 * @param tokens where to
	 * @param inner whether to leave out the braces of the outermost object
	 * @param maxTextLength the length at which a text is cut
	 */
	void copy(String json, JsonTokens tokens, boolean inner, int maxTextLength) {
		int before = tokens.size();
		try (JsonParser parser = this.mapper.createParser(json)) {
			copy(parser, tokens, inner, maxTextLength);
		}
		catch (RuntimeException ex) {
			tokens.truncate(before);
			throw ex;
		}
	}

	private void copy(JsonParser parser, JsonTokens tokens, boolean inner, int maxTextLength) {
		int depth;
		do {
			JsonToken token = parser.nextToken();
			if (token == null) {
				throw new IllegalArgumentException("No JSON");
			}
			depth = parser.streamReadContext().getNestingDepth();
			boolean brace = inner && depth == (token.isStructStart() ? 1 : 0);
			if (token == JsonToken.PROPERTY_NAME && this.redactions.isSecretName(parser.currentName())) {
				tokens.name(parser.currentName());
				tokens.text(Redaction.MARKER);
				parser.nextToken();
				parser.skipChildren();
			}
			else if (token == JsonToken.VALUE_STRING) {
				text(parser.getString(), tokens, maxTextLength);
			}
			else if (!brace) {
				tokens.current(parser);
			}
		}
		while (depth > 0);
	}

	private static void text(String text, JsonTokens tokens, int limit) {
		BoundedText named = DataUris.name(text, limit);
		if (named != null) {
			tokens.markPartial();
			named.writeTo(tokens, limit);
		}
		else {
			if (Marker.isLike(text)) {
				tokens.markPartial();
			}
			tokens.text(text, limit);
		}
	}

	/**
	 * Tells of calls: before each getter Jackson writes the name of the property.
	 */
	private static final class CallsGenerator extends JsonGeneratorDelegate {

		private final Predicate<Class<?>> foreign;

		private final Runnable called;

		CallsGenerator(JsonGenerator generator, Predicate<Class<?>> foreign, Runnable called) {
			super(generator, false);
			this.foreign = foreign;
			this.called = called;
		}

		@Override
		public JsonGenerator writeName(String name) {
			count();
			return super.writeName(name);
		}

		@Override
		public JsonGenerator writeName(SerializableString name) {
			count();
			return super.writeName(name);
		}

		private void count() {
			Object bean = currentValue();
			if (bean != null && this.foreign.test(bean.getClass())) {
				this.called.run();
			}
		}

	}

	/**
	 * Ends Jackson's work when a value grows too large.
	 */
	private static final class BoundedWriter extends StringWriter {

		private final int budget;

		BoundedWriter(int budget) {
			this.budget = budget;
		}

		@Override
		public void write(char[] chars, int offset, int length) {
			check(length);
			super.write(chars, offset, length);
		}

		@Override
		public void write(String text, int offset, int length) {
			check(length);
			super.write(text, offset, length);
		}

		private void check(int length) {
			if (getBuffer().length() + length > this.budget) {
				throw new TooLargeException();
			}
		}

	}

	/**
	 * Thrown when a value is larger than the remaining budget.
	 */
	@SuppressWarnings("serial")
	static final class TooLargeException extends RuntimeException {

		TooLargeException() {
			super("larger than the budget", null, false, false);
		}

	}

}
