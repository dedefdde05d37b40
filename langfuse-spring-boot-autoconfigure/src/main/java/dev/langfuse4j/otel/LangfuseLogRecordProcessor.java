/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.Map;

import dev.langfuse4j.lang.Internal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds to spans of models the events that instrumentations report as log records, such as
 * the messages of a chat. Looks at nothing else. Thread-safe; throws nothing.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseLogRecordProcessor implements LogRecordProcessor {

	private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");

	private final LangfuseSpanProcessor spans;

	/**
	 * Creates the processor.
	 * @param spans knows the spans that have not ended
	 */
	public LangfuseLogRecordProcessor(LangfuseSpanProcessor spans) {
		this.spans = spans;
	}

	@Override
	public void onEmit(Context context, ReadWriteLogRecord logRecord) {
		if (this.spans.isWaiting()) {
			try {
				String name = name(logRecord);
				if (name != null && name.startsWith("gen_ai.")) {
					this.spans.event(logRecord.getSpanContext().getSpanId(), event(name, logRecord));
				}
			}
			catch (Throwable ex) {
				LangfuseSpanProcessor.failed(ex);
			}
		}
	}

	private static @Nullable String name(ReadWriteLogRecord logRecord) {
		String name = logRecord.getEventName();
		return (name != null) ? name : logRecord.getAttribute(EVENT_NAME);
	}

	private static SpanEvent event(String name, ReadWriteLogRecord logRecord) {
		SpanValues values = new SpanValues().add(logRecord.getAttributes());
		if (SpanEvent.plain(logRecord.getBodyValue()) instanceof Map<?, ?> body) {
			body.forEach((key, value) -> values.put(String.valueOf(key), value));
		}
		return new SpanEvent(name, values);
	}

}
