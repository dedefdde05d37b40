/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.Redact;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Random values with secrets in them, sent every way there is: none of the secrets is in
 * the bytes that leave.
 */
class SecretsNeverLeaveTests {

	private static final int GRAPHS = Integer.getInteger("langfuse.test.graphs", 200);

	private static final int BATCH = 4;

	private final long seed = Long.getLong("langfuse.test.seed", System.nanoTime());

	private final Random random = new Random(this.seed);

	private final List<String> planted = new ArrayList<>();

	@Test
	void noSecretIsOnTheWire() {
		System.out.println("Seed: -Dlangfuse.test.seed=" + this.seed + ", graphs: " + GRAPHS);
		try (LangfuseServer server = new LangfuseServer()) {
			LangfuseContexts.plainRunner()
				.withBean(Service.class)
				.withPropertyValues(LangfuseContexts.sendingTo(server.url()))
				.run((context) -> {
					for (int sent = 0; sent < GRAPHS; sent += BATCH) {
						this.planted.clear();
						for (int i = 0; i < BATCH; i++) {
							send(context);
						}
						assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(30))).isTrue();
						check(server);
					}
				});
		}
	}

	private void check(LangfuseServer server) {
		StringBuilder wire = new StringBuilder();
		server.requests().stream().map(Received::text).forEach(wire::append);
		server.clear();
		assertThat(wire).hasSizeGreaterThan(BATCH * 1_000);
		String text = wire.toString();
		assertThat(this.planted).hasSizeGreaterThan(BATCH);
		for (String secret : this.planted) {
			assertThat(text.contains(secret)).as("%s with seed %d", secret, this.seed).isFalse();
		}
	}

	private void send(AssertableApplicationContext context) {
		Service service = context.getBean(Service.class);
		Langfuse langfuse = context.getBean(Langfuse.class);
		service.argument(graph(0), secretText(), "x" + named());
		service.result(graph(0));
		assertThatIllegalStateException().isThrownBy(() -> service.fail(text()));
		service.argument(List.of(new UserMessage(text()), new AssistantMessage(secretText())), "", named());
		service.argument(List.of(SystemMessage.from(text()), AiMessage.from(secretText())), "", named());
		langfuse.observation("n".repeat(this.random.nextInt(210)) + " named " + secretText())
			.observe(() -> langfuse.current()
				.model("m".repeat(this.random.nextInt(210)) + " " + secretText())
				.metadata("graph", graph(0))
				.metadata("token", named())
				.statusMessage(text()));
	}

	private Object graph(int depth) {
		int kind = this.random.nextInt((depth < 5) ? 9 : 3);
		return switch (kind) {
			case 0, 1 -> text();
			case 2 -> this.random.nextInt();
			case 3 -> list(depth);
			case 4 -> list(depth).toArray();
			case 5, 6 -> map(depth);
			case 7 -> new Customer(text(), named(), graph(depth + 1), new Card(named()));
			default -> new Account(named(), graph(depth + 1));
		};
	}

	private List<Object> list(int depth) {
		List<Object> list = new ArrayList<>();
		for (int i = this.random.nextInt(4); i >= 0; i--) {
			list.add(graph(depth + 1));
		}
		return list;
	}

	private Map<String, Object> map(int depth) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = this.random.nextInt(4); i >= 0; i--) {
			map.put("key" + i, graph(depth + 1));
		}
		map.put(pick("password", "userPassword", "API_KEY", "x-api-key", "client.secret", "Authorization", "cookie"),
				this.random.nextBoolean() ? named() : List.of(named()));
		map.put(secretText(), 1);
		return map;
	}

	private String text() {
		return switch (this.random.nextInt(6)) {
			case 0 -> "nothing to hide, item " + this.random.nextInt();
			case 1 -> "https://host/path?a=1&" + pick("token", "api_key", "access_token") + "=" + named() + "&b=2";
			case 2 -> "{\"user\":\"ada\",\"password\":\"" + named() + "\"}";
			case 3 -> "Host: h\r\nAuthorization: Bearer " + named() + "\r\nAccept: */*";
			case 4 -> "Login[user=ada, password=" + named() + "]";
			default -> "before " + secretText() + " after";
		};
	}

	/**
	 * A secret that is told by its form.
	 */
	private String secretText() {
		String secret = switch (this.random.nextInt(5)) {
			case 0 -> "sk-proj-" + letters(24);
			case 1 -> "AKIA" + letters(16).toUpperCase(java.util.Locale.ROOT);
			case 2 -> "eyJ" + letters(20) + "." + letters(30) + "." + letters(20);
			case 3 -> card();
			default -> iban();
		};
		this.planted.add(secret);
		return secret;
	}

	/**
	 * A secret that is told by its name or its annotation only.
	 */
	private String named() {
		String secret = "Planted" + letters(12);
		this.planted.add(secret);
		return secret;
	}

	private String card() {
		StringBuilder digits = new StringBuilder("4");
		while (digits.length() < 15) {
			digits.append(this.random.nextInt(10));
		}
		int sum = 0;
		for (int i = 0; i < 15; i++) {
			int weighted = (digits.charAt(14 - i) - '0') * ((i % 2 == 0) ? 2 : 1);
			sum += (weighted > 9) ? weighted - 9 : weighted;
		}
		return digits.append((10 - sum % 10) % 10).toString();
	}

	private String iban() {
		StringBuilder account = new StringBuilder();
		while (account.length() < 18) {
			account.append(this.random.nextInt(10));
		}
		int remainder = 0;
		for (char c : (account + "131400").toCharArray()) {
			remainder = (remainder * 10 + c - '0') % 97;
		}
		return "DE" + String.format("%02d", 98 - remainder) + account;
	}

	private String letters(int count) {
		StringBuilder letters = new StringBuilder();
		for (int i = 0; i < count; i++) {
			letters.append((char) ('a' + this.random.nextInt(26)));
		}
		return letters.toString();
	}

	private String pick(String... choices) {
		return choices[this.random.nextInt(choices.length)];
	}

	static class Service {

		@Observe
		void argument(Object graph, String text, @Redact Object redacted) {
		}

		@Observe(captureInput = Capture.OFF)
		Object result(Object graph) {
			return graph;
		}

		@Observe
		void fail(String text) {
			throw new IllegalStateException(text, new IllegalArgumentException(text));
		}

	}

	record Customer(String name, @Redact String note, Object more, Card card) {

	}

	@Redact
	record Card(String number) {

	}

	static class Account {

		@Redact
		private final String holder;

		private final Object details;

		Account(String holder, Object details) {
			this.holder = holder;
			this.details = details;
		}

		public String getHolder() {
			return this.holder;
		}

		public Object getDetails() {
			return this.details;
		}

	}

}
