/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.List;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.benchmark.Payloads.Answer;
import dev.langfuse4j.benchmark.Payloads.Document;
import dev.langfuse4j.benchmark.Payloads.Message;
import dev.langfuse4j.benchmark.Payloads.Query;
import dev.langfuse4j.benchmark.Payloads.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Observed by us.
 */
class ObserveService extends PlainService {

	ObserveService(@Nullable Service inner) {
		super(inner);
	}

	@Override
	@Observe
	public String echo(String text) {
		return super.echo(text);
	}

	@Override
	@Observe
	public Answer ask(Query query, List<Document> documents) {
		return super.ask(query, documents);
	}

	@Override
	@Observe
	public Reply chat(List<Message> messages) {
		return super.chat(messages);
	}

	@Override
	@Observe
	public String outer(String text) {
		return super.outer(text);
	}

}
