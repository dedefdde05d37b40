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
import org.jspecify.annotations.Nullable;

/**
 * The work itself. The results exist already: making them is no cost of observing.
 */
class PlainService implements Service {

	private final @Nullable Service inner;

	private final Answer answer = Payloads.answer();

	private final Reply reply = Payloads.reply();

	PlainService(@Nullable Service inner) {
		this.inner = inner;
	}

	@Override
	public String echo(String text) {
		return text;
	}

	@Override
	public Answer ask(Query query, List<Document> documents) {
		return this.answer;
	}

	@Override
	public Reply chat(List<Message> messages) {
		return this.reply;
	}

	@Override
	public String outer(String text) {
		if (this.inner == null) {
			throw new IllegalStateException("An inner service calls nobody");
		}
		return this.inner.echo(this.inner.echo(this.inner.echo(text)));
	}

}
