/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.List;

import dev.langfuse4j.benchmark.Payloads.Answer;
import dev.langfuse4j.benchmark.Payloads.Document;
import dev.langfuse4j.benchmark.Payloads.Message;
import dev.langfuse4j.benchmark.Payloads.Query;
import dev.langfuse4j.benchmark.Payloads.Reply;
import io.micrometer.observation.annotation.Observed;
import org.jspecify.annotations.Nullable;

/**
 * Observed by Micrometer's own aspect, for comparison.
 */
class MicrometerService extends PlainService {

	MicrometerService(@Nullable Service inner) {
		super(inner);
	}

	@Override
	@Observed
	public String echo(String text) {
		return super.echo(text);
	}

	@Override
	@Observed
	public Answer ask(Query query, List<Document> documents) {
		return super.ask(query, documents);
	}

	@Override
	@Observed
	public Reply chat(List<Message> messages) {
		return super.chat(messages);
	}

	@Override
	@Observed
	public String outer(String text) {
		return super.outer(text);
	}

}
