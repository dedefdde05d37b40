/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.langfuse4j.annotation.Redact;
import org.junit.jupiter.api.Test;

import org.springframework.stereotype.Service;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's own objects that have no getters, or getters that had better not be
 * called.
 */
class PassedAroundTests {

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults(),
			new Redactions(Redact.class, List.of("password")), new ApplicationClasses(List.of()), List::of, List::of);

	@Test
	void fieldsBehindFluentAccessorsAreRead() {
		Fluent fluent = new Fluent("ada", 3, "secret", "secret", "secret");
		assertThat(json(fluent)).isEqualTo(
				"{\"name\":\"ada\",\"count\":3,\"password\":\"<redacted>\",\"token\":\"<redacted>\",\"active\":true}");
		assertThat(fluent.called).hasValue(0);
		assertThat(json(new Shown(fluent))).as("within what only Jackson can write")
			.isEqualTo(
					"{\"name\":\"ada\",\"count\":3,\"password\":\"<redacted>\",\"token\":\"<redacted>\",\"active\":true}");
	}

	@Test
	void fieldsOfAnObjectThatShowsNothingAreRead() {
		assertThat(json(new Bare("a", List.of(new Bare("b", List.of())))))
			.isEqualTo("{\"name\":\"a\",\"next\":[{\"name\":\"b\",\"next\":[]}]}");
		assertThat(json(new Derived())).isEqualTo("{\"name\":\"d\",\"next\":[],\"own\":1}");
		assertThat(json(new Builder().name("x"))).isEqualTo("{\"name\":\"x\"}");
		assertThat(json(new Hidden())).isEqualTo("{\"shown\":1}");
	}

	@Test
	void gettersAndPublicFieldsComeWithoutWhatIsHidden() {
		assertThat(json(new Mixed())).isEqualTo("{\"open\":1,\"fluent\":3,\"got\":2,\"given\":4}");
		assertThat(json(new Ignoring())).isEqualTo("{\"kept\":\"k\"}");
	}

	@Test
	void whatHasNothingToReadSaysSomethingOfItself() {
		assertThat(json(new Speaking())).isEqualTo("\"I speak\"");
		assertThat(json(new Silent())).isEqualTo("\"<PassedAroundTests.Silent>\"");
		assertThat(json(new NoComponents())).isEqualTo("\"NoComponents[]\"");
		assertThat(json(new Component("secret"))).isEqualTo("\"<PassedAroundTests.Component>\"");
		assertThat(json(new Shown(List.of(new Speaking(), new Silent()))))
			.isEqualTo("[\"I speak\",\"<PassedAroundTests.Silent>\"]");
		assertThat(json(new Muttering())).isEqualTo("\"<not captured: IllegalStateException>\"");
	}

	@Test
	void gettersOfWhatIsOnlyNamedAreNotCalled() {
		Opening opening = new Opening();
		assertThat(json(opening)).isEqualTo("{\"content\":\"<byte[]>\",\"kept\":\"<3 bytes>\","
				+ "\"nothing\":null,\"stream\":\"<InputStream>\",\"title\":\"t\"}");
		assertThat(json(new Shown(opening))).isEqualTo("{\"content\":\"<byte[]>\",\"kept\":\"<3 bytes>\","
				+ "\"nothing\":null,\"stream\":\"<InputStream>\",\"title\":\"t\"}");
		assertThat(opening.opened).hasValue(0);
		assertThat(json(new Components(new byte[2], ByteBuffer.allocate(4))))
			.isEqualTo("{\"bytes\":\"<2 bytes>\",\"buffer\":\"<4 bytes>\"}");
	}

	@Test
	void iterablesOfTheApplicationAreReadButNotIterated() {
		Cart cart = new Cart(List.of("a", "b"));
		assertThat(json(cart)).isEqualTo("{\"items\":[\"a\",\"b\"]}");
		assertThat(json(new Shown(cart))).isEqualTo("{\"items\":[\"a\",\"b\"]}");
		assertThat(cart.iterated).hasValue(0);
	}

	@Test
	void keysOfAConvertedClassAreKeys() {
		ContentCapture converting = new ContentCapture(CaptureSettings.defaults(), Redactions.none(),
				new ApplicationClasses(List.of()), () -> List.of(new SilentConverter()), List::of);
		assertThat(converting.content(Map.of(new Silent(), new Silent()), 1_000).asText())
			.isEqualTo("{\"converted\":\"converted\"}");
		assertThat(converting.content(new Object[] { List.of(Optional.of(new Silent())) }, 1_000).asText())
			.isEqualTo("[[\"converted\"]]");
	}

	private String json(Object value) {
		return this.capture.content(value, 1_000_000).asText();
	}

	static class Fluent {

		final transient AtomicInteger called = new AtomicInteger();

		private final String name;

		private final int count;

		private final String password;

		@Redact
		private final String token;

		private final String hidden;

		private boolean active = true;

		Fluent(String name, int count, String password, String token, String hidden) {
			this.name = name;
			this.count = count;
			this.password = password;
			this.token = token;
			this.hidden = hidden;
		}

		public String name() {
			this.called.incrementAndGet();
			return this.name;
		}

		public int count() {
			this.called.incrementAndGet();
			return this.count;
		}

		public String password() {
			return this.password;
		}

		public String token() {
			return this.token;
		}

		public boolean active() {
			return this.active;
		}

		public Fluent active(boolean active) {
			this.active = active;
			return this;
		}

		String reveal() {
			return this.hidden;
		}

	}

	record Shown(@JsonValue Object value) {

	}

	static class Bare {

		private final String name;

		final List<Bare> next;

		Bare(String name, List<Bare> next) {
			this.name = name;
			this.next = next;
		}

		boolean isNamed(String name) {
			return this.name.equals(name);
		}

	}

	static class Derived extends Bare {

		private final int own = 1;

		private final transient int cached = 2;

		Derived() {
			super("d", List.of());
		}

		int sum() {
			return this.own + this.cached;
		}

	}

	static class Builder {

		private String name;

		Builder name(String name) {
			this.name = name;
			return this;
		}

		String build() {
			return this.name;
		}

	}

	static class Hidden {

		final int shown = 1;

		@JsonIgnore
		final String secret = "secret";

	}

	@JsonPropertyOrder({ "open", "fluent", "got", "given" })
	static class Mixed {

		public final int open = 1;

		private final int fluent = 3;

		private final int inner = 5;

		@JsonProperty
		private final int given = 4;

		public int getGot() {
			return 2;
		}

		public int fluent() {
			return this.fluent + this.inner + this.given;
		}

	}

	@JsonIgnoreProperties("unwanted")
	static class Ignoring {

		private final String kept = "k";

		private final String unwanted = "secret";

		private final String field = "secret";

		public String kept() {
			return this.kept;
		}

		public String unwanted() {
			return this.unwanted;
		}

		@JsonIgnore
		public String getField() {
			return this.field;
		}

		public String field() {
			return this.field;
		}

	}

	static class Speaking {

		@Override
		public String toString() {
			return "I speak";
		}

	}

	static class Muttering {

		@Override
		public String toString() {
			throw new IllegalStateException();
		}

	}

	static class Silent {

	}

	record NoComponents() {

	}

	@Service
	static class Component {

		private final String key;

		Component(String key) {
			this.key = key;
		}

		@Override
		public String toString() {
			return this.key;
		}

	}

	@JsonPropertyOrder({ "content", "kept", "nothing", "stream", "title" })
	static class Opening {

		private final transient AtomicInteger opened = new AtomicInteger();

		private final byte[] kept = new byte[3];

		private final byte[] nothing = null;

		public byte[] getContent() {
			this.opened.incrementAndGet();
			return new byte[1];
		}

		public byte[] getKept() {
			this.opened.incrementAndGet();
			return this.kept.clone();
		}

		public byte[] getNothing() {
			this.opened.incrementAndGet();
			return this.nothing;
		}

		public InputStream getStream() {
			this.opened.incrementAndGet();
			return new ByteArrayInputStream(this.kept);
		}

		public String getTitle() {
			return "t";
		}

	}

	record Components(byte[] bytes, ByteBuffer buffer) {

	}

	static class Cart implements Iterable<String> {

		private final transient AtomicInteger iterated = new AtomicInteger();

		private final List<String> items;

		Cart(List<String> items) {
			this.items = items;
		}

		@Override
		public java.util.Iterator<String> iterator() {
			this.iterated.incrementAndGet();
			return this.items.iterator();
		}

	}

	static class SilentConverter implements ValueConverter {

		@Override
		public boolean supports(Class<?> type) {
			return type == Silent.class;
		}

		@Override
		public Object convert(Object value) {
			return "converted";
		}

	}

}
