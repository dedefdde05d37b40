/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

/**
 * The numbers of the fields of OTLP in protobuf that Langfuse reads.
 *
 * @see <a href=
 * "https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto">
 * OpenTelemetry: protocol buffers</a>
 */
final class OtlpFields {

	static final int REQUEST_RESOURCE_SPANS = 1;

	static final int RESOURCE_SPANS_RESOURCE = 1;

	static final int RESOURCE_SPANS_SCOPE_SPANS = 2;

	static final int RESOURCE_ATTRIBUTES = 1;

	static final int SCOPE_SPANS_SCOPE = 1;

	static final int SCOPE_SPANS_SPANS = 2;

	static final int SCOPE_NAME = 1;

	static final int SCOPE_VERSION = 2;

	static final int SPAN_TRACE_ID = 1;

	static final int SPAN_ID = 2;

	static final int SPAN_PARENT_ID = 4;

	static final int SPAN_NAME = 5;

	static final int SPAN_START_TIME = 7;

	static final int SPAN_END_TIME = 8;

	static final int SPAN_ATTRIBUTES = 9;

	static final int SPAN_STATUS = 15;

	static final int STATUS_MESSAGE = 2;

	static final int STATUS_CODE = 3;

	static final int ATTRIBUTE_KEY = 1;

	static final int ATTRIBUTE_VALUE = 2;

	static final int VALUE_STRING = 1;

	static final int VALUE_BOOL = 2;

	static final int VALUE_INT = 3;

	static final int VALUE_ARRAY = 5;

	static final int ARRAY_VALUES = 1;

	private OtlpFields() {
	}

}
