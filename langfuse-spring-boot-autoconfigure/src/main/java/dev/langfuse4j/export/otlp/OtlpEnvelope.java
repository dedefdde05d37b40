/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.List;

/**
 * A request without spans: what all spans of it have in common.
 *
 * @param resource the resource in protobuf
 * @param scope the scope in protobuf
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#binary-protobuf-encoding">
 * OTLP: binary protobuf encoding</a>
 */
record OtlpEnvelope(byte[] resource, byte[] scope) {

	/**
	 * Puts spans into a request.
	 * @param spans the spans in protobuf
	 * @return the request in protobuf
	 */
	byte[] request(List<byte[]> spans) {
		int scopeSpans = ProtobufWriter.sizeOf(OtlpFields.SCOPE_SPANS_SCOPE, this.scope.length);
		for (byte[] span : spans) {
			scopeSpans = Math.addExact(scopeSpans, ProtobufWriter.sizeOf(OtlpFields.SCOPE_SPANS_SPANS, span.length));
		}
		int resourceSpans = ProtobufWriter.sizeOf(OtlpFields.RESOURCE_SPANS_RESOURCE, this.resource.length)
				+ ProtobufWriter.sizeOf(OtlpFields.RESOURCE_SPANS_SCOPE_SPANS, scopeSpans);
		int size = ProtobufWriter.sizeOf(OtlpFields.REQUEST_RESOURCE_SPANS, resourceSpans);
		// Of just this size, because to copy a whole request takes long
		ProtobufWriter out = new ProtobufWriter(size);
		out.header(OtlpFields.REQUEST_RESOURCE_SPANS, resourceSpans);
		out.bytes(OtlpFields.RESOURCE_SPANS_RESOURCE, this.resource);
		out.header(OtlpFields.RESOURCE_SPANS_SCOPE_SPANS, scopeSpans);
		out.bytes(OtlpFields.SCOPE_SPANS_SCOPE, this.scope);
		spans.forEach((span) -> out.bytes(OtlpFields.SCOPE_SPANS_SPANS, span));
		return out.finish();
	}

}
