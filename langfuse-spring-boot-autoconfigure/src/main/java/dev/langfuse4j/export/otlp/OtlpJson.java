/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.HexFormat;

import dev.langfuse4j.http.ProtobufMessage;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows what {@link OtlpEncoder} wrote as people read it: as OTLP/JSON, with integers as
 * numbers.
 *
 * @since 0.1.0
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">
 * OTLP/JSON</a>
 */
@Internal
public final class OtlpJson {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private OtlpJson() {
	}

	/**
	 * Shows a request.
	 * @param request the request in protobuf
	 * @return the JSON
	 */
	public static byte[] request(byte[] request) {
		ObjectNode json = NODES.objectNode();
		ArrayNode all = json.putArray("resourceSpans");
		for (byte[] each : new ProtobufMessage(request).all(OtlpFields.REQUEST_RESOURCE_SPANS)) {
			ProtobufMessage resourceSpans = new ProtobufMessage(each);
			ObjectNode shown = all.addObject();
			attributes(resourceSpans.message(OtlpFields.RESOURCE_SPANS_RESOURCE), OtlpFields.RESOURCE_ATTRIBUTES,
					shown.putObject("resource"));
			ArrayNode scopes = shown.putArray("scopeSpans");
			for (byte[] scopeSpans : resourceSpans.all(OtlpFields.RESOURCE_SPANS_SCOPE_SPANS)) {
				scopeSpans(new ProtobufMessage(scopeSpans), scopes.addObject());
			}
		}
		return JsonMapper.shared().writeValueAsBytes(json);
	}

	/**
	 * Shows a span.
	 * @param span the span in protobuf
	 * @return the JSON
	 */
	public static byte[] span(byte[] span) {
		return JsonMapper.shared().writeValueAsBytes(span(new ProtobufMessage(span)));
	}

	private static void scopeSpans(ProtobufMessage scopeSpans, ObjectNode json) {
		ProtobufMessage scope = scopeSpans.message(OtlpFields.SCOPE_SPANS_SCOPE);
		json.putObject("scope")
			.put("name", scope.text(OtlpFields.SCOPE_NAME))
			.put("version", scope.text(OtlpFields.SCOPE_VERSION));
		ArrayNode spans = json.putArray("spans");
		scopeSpans.all(OtlpFields.SCOPE_SPANS_SPANS).forEach((span) -> spans.add(span(new ProtobufMessage(span))));
	}

	private static ObjectNode span(ProtobufMessage span) {
		ObjectNode json = NODES.objectNode();
		json.put("traceId", hex(span.bytes(OtlpFields.SPAN_TRACE_ID)));
		json.put("spanId", hex(span.bytes(OtlpFields.SPAN_ID)));
		if (span.bytes(OtlpFields.SPAN_PARENT_ID) != null) {
			json.put("parentSpanId", hex(span.bytes(OtlpFields.SPAN_PARENT_ID)));
		}
		json.put("name", span.text(OtlpFields.SPAN_NAME));
		json.put("startTimeUnixNano", Long.toString(span.integer(OtlpFields.SPAN_START_TIME)));
		json.put("endTimeUnixNano", Long.toString(span.integer(OtlpFields.SPAN_END_TIME)));
		attributes(span, OtlpFields.SPAN_ATTRIBUTES, json);
		byte[] status = span.bytes(OtlpFields.SPAN_STATUS);
		if (status != null) {
			status(new ProtobufMessage(status), json.putObject("status"));
		}
		return json;
	}

	private static void status(ProtobufMessage status, ObjectNode json) {
		json.put("code", status.integer(OtlpFields.STATUS_CODE));
		if (status.bytes(OtlpFields.STATUS_MESSAGE) != null) {
			json.put("message", status.text(OtlpFields.STATUS_MESSAGE));
		}
	}

	private static void attributes(ProtobufMessage message, int field, ObjectNode json) {
		ArrayNode attributes = json.putArray("attributes");
		for (byte[] each : message.all(field)) {
			ProtobufMessage attribute = new ProtobufMessage(each);
			attributes.addObject()
				.put("key", attribute.text(OtlpFields.ATTRIBUTE_KEY))
				.set("value", value(attribute.message(OtlpFields.ATTRIBUTE_VALUE)));
		}
	}

	private static ObjectNode value(ProtobufMessage value) {
		ObjectNode json = NODES.objectNode();
		for (ProtobufMessage.Field field : value.fields()) {
			switch (field.number()) {
				case OtlpFields.VALUE_STRING -> json.put("stringValue", value.text(field.number()));
				case OtlpFields.VALUE_BOOL -> json.put("boolValue", field.integer() != 0);
				case OtlpFields.VALUE_INT -> json.put("intValue", field.integer());
				case OtlpFields.VALUE_ARRAY -> {
					ArrayNode elements = json.putObject("arrayValue").putArray("values");
					value.message(field.number())
						.all(OtlpFields.ARRAY_VALUES)
						.forEach((element) -> elements.add(value(new ProtobufMessage(element))));
				}
				default -> {
				}
			}
		}
		return json;
	}

	private static String hex(byte @Nullable [] id) {
		return (id != null) ? HexFormat.of().formatHex(id) : "";
	}

}
