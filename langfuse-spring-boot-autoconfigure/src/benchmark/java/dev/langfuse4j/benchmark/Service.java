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

/**
 * What all contestants do: next to nothing, so that what is around it can be seen.
 */
interface Service {

	String echo(String text);

	Answer ask(Query query, List<Document> documents);

	Reply chat(List<Message> messages);

	/**
	 * Calls {@link #echo} of another service three times.
	 */
	String outer(String text);

}
