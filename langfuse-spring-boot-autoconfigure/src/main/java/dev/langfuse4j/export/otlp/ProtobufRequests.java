/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.http.ProtobufMessage;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests in protobuf apart whose observations are gone: those that were kept on
 * disk.
 */
final class ProtobufRequests {

	private final OtlpEnvelope envelope;

	private final List<byte[]> spans;

	private ProtobufRequests(byte[] body) {
		ProtobufMessage resourceSpans = new ProtobufMessage(body).message(OtlpFields.REQUEST_RESOURCE_SPANS);
		ProtobufMessage scopeSpans = resourceSpans.message(OtlpFields.RESOURCE_SPANS_SCOPE_SPANS);
		byte[] resource = resourceSpans.bytes(OtlpFields.RESOURCE_SPANS_RESOURCE);
		byte[] scope = scopeSpans.bytes(OtlpFields.SCOPE_SPANS_SCOPE);
		if (resource == null || scope == null) {
			throw new IllegalArgumentException("Not a request");
		}
		this.envelope = new OtlpEnvelope(resource, scope);
		this.spans = scopeSpans.all(OtlpFields.SCOPE_SPANS_SPANS);
	}

	/**
	 * Divides a request, leaving all else in it as it is.
	 * @param body the request's body
	 * @param first how many spans go into the first part
	 * @return the bodies of both parts
	 */
	static List<byte[]> split(byte[] body, int first) {
		ProtobufRequests request = new ProtobufRequests(body);
		return List.of(request.envelope.request(request.spans.subList(0, first)),
				request.envelope.request(request.spans.subList(first, request.spans.size())));
	}

	/**
	 * Makes a request smaller that a server found too large, as {@link TooLarge} does
	 * with an observation.
	 * @param body the request's body
	 * @return the smaller body, or {@code null} if nothing is worth cutting
	 */
	static byte @Nullable [] trim(byte[] body) {
		ProtobufRequests request = new ProtobufRequests(body);
		int largest = 0;
		for (byte[] span : request.spans) {
			for (byte[] attribute : new ProtobufMessage(span).all(OtlpFields.SPAN_ATTRIBUTES)) {
				largest = Math.max(largest, content(new ProtobufMessage(attribute)).length());
			}
		}
		if (largest < TooLarge.SMALL) {
			return null;
		}
		List<byte[]> smaller = new ArrayList<>(request.spans.size());
		for (byte[] span : request.spans) {
			smaller.add(trim(span, largest / TooLarge.PARTS));
		}
		return request.envelope.request(smaller);
	}

	private static byte[] trim(byte[] span, int limit) {
		ProtobufWriter out = new ProtobufWriter(span.length);
		AttributeWriter attributes = new AttributeWriter(out, OtlpFields.SPAN_ATTRIBUTES);
		for (ProtobufMessage.Field field : new ProtobufMessage(span).fields()) {
			ProtobufMessage attribute = (field.number() == OtlpFields.SPAN_ATTRIBUTES && field.bytes() != null)
					? new ProtobufMessage(field.bytes()) : null;
			String content = (attribute != null) ? content(attribute) : "";
			if (attribute != null && content.length() > limit) {
				attributes.content(attribute.text(OtlpFields.ATTRIBUTE_KEY),
						CapturedContent.text(content).truncate(limit));
			}
			else {
				out.raw(field.raw());
			}
		}
		return out.toByteArray();
	}

	/**
	 * The content that an attribute holds, empty if it holds none.
	 */
	private static String content(ProtobufMessage attribute) {
		return OtlpNames.isContent(attribute.text(OtlpFields.ATTRIBUTE_KEY))
				? attribute.message(OtlpFields.ATTRIBUTE_VALUE).text(OtlpFields.VALUE_STRING) : "";
	}

}
