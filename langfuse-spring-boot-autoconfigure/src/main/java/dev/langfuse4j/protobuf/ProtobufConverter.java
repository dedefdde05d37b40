/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.protobuf;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.capture.Views;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * Shows messages by the fields that are set, named as in their {@code .proto} files.
 * Fields with the option {@code debug_redact} are not shown.
 *
 * @since 0.1.0
 */
@Internal
public final class ProtobufConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public ProtobufConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return MessageOrBuilder.class.isAssignableFrom(type) || ByteString.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object convert(Object value) {
		if (value instanceof ByteString bytes) {
			return bytes(bytes);
		}
		MessageOrBuilder message = (MessageOrBuilder) value;
		return switch (message.getDescriptorForType().getFullName()) {
			case "google.protobuf.Timestamp" ->
				Instant.ofEpochSecond(number(message, "seconds"), number(message, "nanos"));
			case "google.protobuf.Duration" -> Duration.ofSeconds(number(message, "seconds"), number(message, "nanos"));
			case "google.protobuf.BoolValue", "google.protobuf.BytesValue", "google.protobuf.DoubleValue",
					"google.protobuf.FloatValue", "google.protobuf.Int32Value", "google.protobuf.Int64Value",
					"google.protobuf.StringValue", "google.protobuf.UInt32Value", "google.protobuf.UInt64Value" ->
				only(message, "value");
			case "google.protobuf.Struct" -> only(message, "fields");
			case "google.protobuf.ListValue" -> only(message, "values");
			case "google.protobuf.Value" -> (any(message) instanceof Message nested) ? convert(nested) : any(message);
			default -> fields(message);
		};
	}

	private static String bytes(ByteString bytes) {
		return "<" + bytes.size() + " bytes>";
	}

	private static Map<String, @Nullable Object> fields(MessageOrBuilder message) {
		Map<String, @Nullable Object> shown = new LinkedHashMap<>();
		message.getAllFields().forEach((field, value) -> shown.put(field.getName(), shown(field, value)));
		return shown;
	}

	/**
	 * A value of JSON: one of several fields, the first of which is null.
	 */
	private static @Nullable Object any(MessageOrBuilder message) {
		return message.getAllFields()
			.entrySet()
			.stream()
			.filter((field) -> !field.getKey().getName().equals("null_value"))
			.findFirst()
			.map((field) -> shown(field.getKey(), field.getValue()))
			.orElse(null);
	}

	private static @Nullable Object only(MessageOrBuilder message, String name) {
		FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
		return shown(field, message.getField(field));
	}

	private static long number(MessageOrBuilder message, String name) {
		return ((Number) message.getField(message.getDescriptorForType().findFieldByName(name))).longValue();
	}

	private static @Nullable Object shown(FieldDescriptor field, Object value) {
		if (field.getOptions().getDebugRedact()) {
			return Redaction.VALUE;
		}
		if (field.isMapField()) {
			FieldDescriptor key = field.getMessageType().findFieldByName("key");
			FieldDescriptor content = field.getMessageType().findFieldByName("value");
			List<?> entries = (List<?>) value;
			return Views.<Object>map(entries, entries::size, (entry) -> ((Message) entry).getField(key),
					(entry) -> single(content, ((Message) entry).getField(content)));
		}
		if (field.isRepeated()) {
			List<?> elements = (List<?>) value;
			Function<Object, @Nullable Object> shown = (element) -> single(field, element);
			return Views.<Object>collection(elements, elements::size, shown);
		}
		return single(field, value);
	}

	/**
	 * Nested messages are converted when they are captured.
	 */
	private static Object single(FieldDescriptor field, Object value) {
		return switch (field.getType()) {
			case BYTES -> bytes((ByteString) value);
			case ENUM -> ((EnumValueDescriptor) value).getName();
			case UINT32, FIXED32 -> Integer.toUnsignedLong((Integer) value);
			case UINT64, FIXED64 -> ((Long) value < 0) ? Long.toUnsignedString((Long) value) : value;
			default -> value;
		};
	}

}
