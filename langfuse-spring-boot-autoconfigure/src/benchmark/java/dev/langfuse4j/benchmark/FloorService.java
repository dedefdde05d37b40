/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.langfuse4j.benchmark.FloorQueue.Finished;
import dev.langfuse4j.benchmark.Payloads.Answer;
import dev.langfuse4j.benchmark.Payloads.Document;
import dev.langfuse4j.benchmark.Payloads.Message;
import dev.langfuse4j.benchmark.Payloads.Query;
import dev.langfuse4j.benchmark.Payloads.Reply;
import tools.jackson.databind.json.JsonMapper;

/**
 * The least that somebody would write by hand: two looks at the clock, both values as
 * JSON text, a record of it, an offer to a bounded queue. No ids, no parents, no bounds
 * on what is written, no proxy.
 */
final class FloorService implements Service {

	private final JsonMapper json = JsonMapper.builder().build();

	private final Service target;

	private final FloorQueue queue;

	FloorService(Service target, FloorQueue queue) {
		this.target = target;
		this.queue = queue;
	}

	@Override
	public String echo(String text) {
		return observe(Map.of("text", text), () -> this.target.echo(text));
	}

	@Override
	public Answer ask(Query query, List<Document> documents) {
		return observe(Map.of("query", query, "documents", documents), () -> this.target.ask(query, documents));
	}

	@Override
	public Reply chat(List<Message> messages) {
		return observe(Map.of("messages", messages), () -> this.target.chat(messages));
	}

	@Override
	public String outer(String text) {
		return observe(Map.of("text", text), () -> this.target.outer(text));
	}

	private <T> T observe(Map<String, Object> arguments, Supplier<T> call) {
		String input = this.json.writeValueAsString(arguments);
		long start = System.nanoTime();
		T result = call.get();
		long end = System.nanoTime();
		this.queue.offer(new Finished(start, end, input, this.json.writeValueAsString(result)));
		return result;
	}

}
