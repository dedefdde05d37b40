/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.google.protobuf.Field;
import com.sun.management.ThreadMXBean;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.ManagedType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mail.SimpleMailMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However far the getters of libraries' objects lead, few of them are called, and little
 * is made of them.
 */
class ForeignCallsTests {

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	private final AtomicInteger calls = new AtomicInteger();

	@Test
	void gettersOfLibrariesObjectsAreBoundedInNumber() {
		JsonNode shown = read(proxy(ManagedType.class));
		assertThat(this.calls).hasValueBetween(1_000, 2_000);
		// Which getter is called first is the virtual machine's choice
		assertThat(shown.findValuesAsString("name")).as("what was read stays").isNotEmpty().containsOnly("n");
		assertThat(shown.findValuesAsString("…")).isNotEmpty().containsOnly("more");
	}

	@Test
	void theyAreBoundedForTheWholeValue() {
		JsonNode shown = read(List.of(proxy(ManagedType.class), proxy(ManagedType.class), Map.of("own", 1)));
		assertThat(this.calls).hasValueBetween(1_000, 2_000);
		assertThat(shown.get(1)).isEqualTo(JsonMapper.shared().readTree("{\"…\":\"more\"}"));
		assertThat(shown.get(2)).as("is not the library's").isEqualTo(JsonMapper.shared().readTree("{\"own\":1}"));
	}

	@Test
	void whatIsMadeOfThemIsBounded() {
		long before = allocated();
		String json = text(Field.newBuilder().setName("seven").build());
		assertThat(allocated() - before).isLessThan(32 * 1024 * 1024);
		// Which of its getters fit is a matter of the order in which the JVM returns them
		assertThat(json).hasSizeBetween(1_000, 150_000).contains("\"…\":\"more\"");
		JsonNode mails = read(Collections.nCopies(3, mail("line ".repeat(10_000))));
		assertThat(mails.get(0).path("text").asString()).hasSize(50_000);
		assertThat(mails.get(1).path("text").asString()).hasSizeLessThan(20_000).endsWith("more characters]");
		assertThat(mails.get(2)).isEqualTo(JsonMapper.shared().readTree("{\"…\":\"more\"}"));
	}

	@Test
	void whatIsTheApplicationsIsNot() {
		List<Own> own = new ArrayList<>();
		for (int i = 0; i < 900; i++) {
			own.add(new Own("text ".repeat(100), i, i, i));
		}
		assertThat(text(own)).hasSizeGreaterThan(450_000).doesNotContain("…");
		assertThat(text(Map.of("m", Collections.nCopies(9, "text ".repeat(10_000))))).hasSizeGreaterThan(450_000)
			.doesNotContain("…");
	}

	@Test
	void countIsThatOfJacksonToo() {
		read(new Annotated(proxy(ManagedType.class)));
		assertThat(this.calls).hasValueLessThan(3_000);
	}

	@Test
	void countIsThatOfJacksonForPropertiesOfTheApplicationToo() {
		List<Object> values = List.of(new Formatted(wide(3)), new Identified(wide(3)), new Formatted(wide(0)), "own");
		JsonNode shown = read(values);
		// Jackson calls a getter before it writes the name
		assertThat(this.calls).hasValueBetween(1_000, 2_000 + 3);
		assertThat(shown.get(0).path("value").asString()).isEqualTo("<not captured: too large>");
		assertThat(shown.get(1).asString()).isEqualTo("<not captured: too large>");
		assertThat(shown.get(2).path("value").asString()).isEqualTo("<not captured: too large>");
		assertThat(shown.get(3).asString()).isEqualTo("own");
	}

	/**
	 * The work of a getter cannot be bounded, but the getter is not called again for the
	 * next object.
	 */
	@Test
	void callThatOverflowsTheStackIsTheLastOne() {
		Object deep = Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { jakarta.persistence.Parameter.class }, (proxy, method, arguments) -> {
					this.calls.incrementAndGet();
					return method.getName().equals("getName") ? overflow(1) : null;
				});
		String json = text(Collections.nCopies(500, deep));
		assertThat(json).containsOnlyOnce("\"<not captured: StackOverflowError>\"")
			.endsWith(",{\"…\":\"more\"},{\"…\":\"more\"}]");
		assertThat(this.calls).hasValueLessThan(10);
	}

	private String overflow(int depth) {
		return overflow(depth + 1) + depth;
	}

	/**
	 * Not deep, but with more properties than anybody reads.
	 */
	private Object wide(int depth) {
		Class<?> type = (depth % 2 == 1) ? ManagedType.class : Attribute.class;
		return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> {
					if (method.getName().startsWith("get") || method.getName().startsWith("is")) {
						this.calls.incrementAndGet();
					}
					return switch (method.getName()) {
						case "getAttributes", "getDeclaredAttributes" ->
							IntStream.range(0, 100).mapToObj((i) -> wide(depth - 1)).collect(Collectors.toSet());
						case "getDeclaringType" -> (depth > 0) ? wide(depth - 1) : null;
						case "isCollection", "isAssociation" -> false;
						case "hashCode" -> System.identityHashCode(proxy);
						case "equals" -> proxy == arguments[0];
						default -> null;
					};
				});
	}

	private Object proxy(Class<?> type) {
		return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { type }, this::invoke);
	}

	private Object invoke(Object proxy, Method method, Object[] arguments) {
		if (method.getName().startsWith("get") || method.getName().startsWith("is")) {
			this.calls.incrementAndGet();
		}
		return switch (method.getName()) {
			case "getName" -> "n";
			case "getAttributes", "getDeclaredAttributes", "getSingularAttributes", "getDeclaredSingularAttributes",
					"getPluralAttributes", "getDeclaredPluralAttributes" ->
				Set.of(proxy(Attribute.class), proxy(Attribute.class), proxy(Attribute.class));
			case "getDeclaringType" -> proxy(ManagedType.class);
			case "isCollection", "isAssociation" -> false;
			case "hashCode" -> System.identityHashCode(proxy);
			case "equals" -> proxy == arguments[0];
			default -> null;
		};
	}

	private JsonNode read(Object value) {
		return JsonMapper.shared().readTree(text(value));
	}

	private String text(Object value) {
		return this.capture.content(value, 1_000_000).replaceTexts(200_000, UnaryOperator.identity()).asText();
	}

	private static SimpleMailMessage mail(String text) {
		SimpleMailMessage mail = new SimpleMailMessage();
		mail.setText(text);
		return mail;
	}

	private static long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
			.getThreadAllocatedBytes(Thread.currentThread().getId());
	}

	record Annotated(@com.fasterxml.jackson.annotation.JsonUnwrapped Object value) {

	}

	record Formatted(@JsonInclude(JsonInclude.Include.NON_NULL) Object value) {

	}

	@JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class, property = "id")
	record Identified(Object value) {

	}

	static class Own {

		private final String text;

		private final int a;

		private final int b;

		private final int c;

		Own(String text, int a, int b, int c) {
			this.text = text;
			this.a = a;
			this.b = b;
			this.c = c;
		}

		public String getText() {
			return this.text;
		}

		public int getA() {
			return this.a;
		}

		public int getB() {
			return this.b;
		}

		public int getC() {
			return this.c;
		}

	}

}
