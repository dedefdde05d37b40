/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import dev.langfuse4j.benchmark.Payloads.Asked;
import dev.langfuse4j.benchmark.Payloads.Message;

/**
 * What is called, with what.
 */
enum Scenario {

	/**
	 * 24 characters in and out.
	 */
	S1("24 characters in, the same out", Payloads::echoes, (service, input) -> service.echo((String) input), 1),

	/**
	 * About 2 kB in, 1 kB out.
	 */
	S2("a record of 10 fields and 5 documents in (2 kB), 1 kB out", Payloads::asks, (service, input) -> {
		Asked asked = (Asked) input;
		return service.ask(asked.query(), asked.documents());
	}, 1),

	/**
	 * About 20 kB in, 4 kB out.
	 */
	S3("20 chat messages in (20 kB), 4 kB out", Payloads::chats, (service, input) -> service.chat(messages(input)), 1),

	/**
	 * One that calls three.
	 */
	N3("a call that makes three calls of another bean, each with 24 characters", Payloads::echoes,
			(service, input) -> service.outer((String) input), 4);

	private final String description;

	private final Supplier<Object[]> inputs;

	private final BiFunction<Service, Object, Object> call;

	private final int observations;

	Scenario(String description, Supplier<Object[]> inputs, BiFunction<Service, Object, Object> call,
			int observations) {
		this.description = description;
		this.inputs = inputs;
		this.call = call;
		this.observations = observations;
	}

	String description() {
		return this.description;
	}

	Object[] inputs() {
		return this.inputs.get();
	}

	Object call(Service service, Object input) {
		return this.call.apply(service, input);
	}

	/**
	 * How many observations a call makes.
	 */
	int observations() {
		return this.observations;
	}

	@SuppressWarnings("unchecked")
	private static List<Message> messages(Object input) {
		return (List<Message>) input;
	}

}
