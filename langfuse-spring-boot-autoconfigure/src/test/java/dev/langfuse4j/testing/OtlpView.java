/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request in protobuf, read by OpenTelemetry's own classes, as the JSON that says the
 * same. What we should not write is an error.
 */
public final class OtlpView {

	private OtlpView() {
	}

	public static JsonNode read(byte[] body) {
		ExportTraceServiceRequest request;
		try {
			request = ExportTraceServiceRequest.parseFrom(body);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new UncheckedIOException(ex);
		}
		if (!request.getUnknownFields().asMap().isEmpty()) {
			throw new AssertionError("Unknown fields " + request.getUnknownFields());
		}
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		ArrayNode all = json.putArray("resourceSpans");
		request.getResourceSpansList().forEach((resourceSpans) -> read(resourceSpans, all.addObject()));
		// As a reader of JSON has it: of integers, the smallest type
		return JsonMapper.shared().readTree(json.toString());
	}

	private static void read(ResourceSpans resourceSpans, ObjectNode json) {
		ObjectNode resource = json.putObject("resource");
		attributes(resourceSpans.getResource().getAttributesList(), resource);
		ArrayNode all = json.putArray("scopeSpans");
		resourceSpans.getScopeSpansList().forEach((scopeSpans) -> read(scopeSpans, all.addObject()));
	}

	private static void read(ScopeSpans scopeSpans, ObjectNode json) {
		json.putObject("scope")
			.put("name", scopeSpans.getScope().getName())
			.put("version", scopeSpans.getScope().getVersion());
		ArrayNode spans = json.putArray("spans");
		scopeSpans.getSpansList().forEach((span) -> read(span, spans.addObject()));
	}

	private static void read(Span span, ObjectNode json) {
		if (!span.getUnknownFields().asMap().isEmpty()) {
			throw new AssertionError("Unknown fields " + span.getUnknownFields());
		}
		json.put("traceId", hex(span.getTraceId()));
		json.put("spanId", hex(span.getSpanId()));
		if (!span.getParentSpanId().isEmpty()) {
			json.put("parentSpanId", hex(span.getParentSpanId()));
		}
		json.put("name", span.getName());
		json.put("startTimeUnixNano", Long.toString(span.getStartTimeUnixNano()));
		json.put("endTimeUnixNano", Long.toString(span.getEndTimeUnixNano()));
		attributes(span.getAttributesList(), json);
		if (span.hasStatus()) {
			ObjectNode status = json.putObject("status");
			status.put("code", span.getStatus().getCodeValue());
			if (!span.getStatus().getMessage().isEmpty()) {
				status.put("message", span.getStatus().getMessage());
			}
		}
	}

	private static void attributes(List<KeyValue> attributes, ObjectNode json) {
		ArrayNode all = json.putArray("attributes");
		for (KeyValue attribute : attributes) {
			all.addObject().put("key", attribute.getKey()).set("value", value(attribute.getValue()));
		}
	}

	private static JsonNode value(AnyValue value) {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		switch (value.getValueCase()) {
			case STRING_VALUE -> json.put("stringValue", value.getStringValue());
			case BOOL_VALUE -> json.put("boolValue", value.getBoolValue());
			case INT_VALUE -> json.put("intValue", value.getIntValue());
			case ARRAY_VALUE -> {
				ArrayNode elements = json.putObject("arrayValue").putArray("values");
				value.getArrayValue().getValuesList().forEach((element) -> elements.add(value(element)));
			}
			default -> throw new AssertionError("Not for Langfuse: " + value.getValueCase());
		}
		return json;
	}

	private static String hex(ByteString id) {
		return HexFormat.of().formatHex(id.toByteArray());
	}

}
