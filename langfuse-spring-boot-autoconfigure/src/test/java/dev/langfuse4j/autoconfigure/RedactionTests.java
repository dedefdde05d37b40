/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.Redact;
import dev.langfuse4j.capture.CaptureJsonMapperCustomizer;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.test.ObservationAssert;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Values are kept out of what is recorded by annotation, by name, by switch and by mask.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedactionTests {

	private final ApplicationContextRunner contextRunner = LangfuseContexts.plainRunner()
		.withBean(LangfuseRecorder.class)
		.withBean(Vault.class);

	@Test
	void annotatedArgumentsAndResultsAreNotRead() {
		this.contextRunner.run((context) -> {
			Contract vault = context.getBean(Vault.class);
			assertThat(vault.open("ada", "swordfish", new Trap())).isEqualTo("treasure");
			root(context, "open").hasInput("{\"who\":\"ada\",\"word\":\"<redacted>\",\"trap\":\"<redacted>\"}")
				.hasOutput("<redacted>")
				.hasMetadata("length", null)
				.hasMetadata("result", null);
		});
	}

	@Test
	void annotatedPropertiesAndClassesAreNotRead() {
		assertRecorded(new Person("ada", "secret", "secret", new Secret("secret"), "kept"),
				"{\"name\":\"ada\",\"component\":\"<redacted>\",\"own\":\"<redacted>\",\"type\":\"<redacted>\","
						+ "\"other\":\"kept\"}");
		assertRecorded(new Bean(), "{\"field\":\"<redacted>\",\"getter\":\"<redacted>\",\"plain\":\"p\"}");
		assertRecorded(Map.of("k", List.of(new Secret("secret"))), "{\"k\":[\"<redacted>\"]}");
		assertRecorded(Map.of(new Secret("secret"), 1), "{\"<redacted>\":1}");
		assertRecorded(Map.of(new Person("ada", "secret", "secret", null, ""), 1), "{\"<RedactionTests.Person>\":1}");
		assertRecorded(new Odd("secret", "secret", true),
				"{\"admin\":\"<redacted>\",\"eMail\":\"<redacted>\",\"ssn\":\"<redacted>\"}");
	}

	@Test
	void annotationsAreHonouredWhereOnlyJacksonCanWrite() {
		assertRecorded(new Unwrapping(new Bean()),
				"{\"field\":\"<redacted>\",\"getter\":\"<redacted>\",\"plain\":\"p\"}");
		assertRecorded(new Wrapping(List.of(new Bean(), new Secret("secret"), Map.of("api_key", "secret"))),
				"[{\"field\":\"<redacted>\",\"getter\":\"<redacted>\",\"plain\":\"p\"},\"<redacted>\","
						+ "{\"api_key\":\"<redacted>\"}]");
		assertRecorded(new Ssn("secret"), "\"<redacted>\"");
		assertRecorded(new Wrapping(List.of(new Ssn("secret"))), "[\"<redacted>\"]");
		assertRecorded(JsonMapper.shared().readTree("{\"a\":{\"password\":{\"deep\":[1]},\"n\":1}}"),
				"{\"a\":{\"password\":\"<redacted>\",\"n\":1}}");
	}

	@Test
	void namesAreHonouredAtAnyDepth() {
		Map<String, Object> headers = new LinkedHashMap<>();
		headers.put("Authorization", List.of("Basic YWRhOnNlY3JldA=="));
		headers.put("X-Api-Key", 12345);
		headers.put("max-tokens", 100);
		assertRecorded(List.of(Map.of("headers", headers)),
				"[{\"headers\":{\"Authorization\":\"<redacted>\",\"X-Api-Key\":\"<redacted>\",\"max-tokens\":100}}]");
		assertRecorded(new Login("ada", "pw", null),
				"{\"user\":\"ada\",\"userPassword\":\"<redacted>\",\"token\":null}".replace("null", "\"<redacted>\""));
		this.contextRunner.run((context) -> {
			context.getBean(Vault.class).login("ada", "pw");
			context.getBean(Langfuse.class)
				.observation("manual")
				.observe(() -> context.getBean(Langfuse.class).current().metadata("session_token", "abc"));
			assertThat(context.getBean(LangfuseRecorder.class)).hasTraceWithRoot("login")
				.hasInput("{\"user\":\"ada\",\"password\":\"<redacted>\"}");
			assertThat(context.getBean(LangfuseRecorder.class)).hasTraceWithRoot("manual")
				.hasMetadata("session_token", "<redacted>");
		});
	}

	@Test
	void namesCanBeReplaced() {
		this.contextRunner.withPropertyValues("langfuse.capture.redact-names=diagnosis").run((context) -> {
			context.getBean(Vault.class).same(Map.of("patientDiagnosis", "flu"));
			root(context, "same").hasOutput("{\"patientDiagnosis\":\"<redacted>\"}");
		});
		this.contextRunner.withPropertyValues("langfuse.capture.redact-names=").run((context) -> {
			context.getBean(Vault.class).same(Map.of("password", "shown"));
			root(context, "same").hasOutput("{\"password\":\"shown\"}");
		});
	}

	@Test
	void switchesApplyGloballyByTypeAndByAnnotation() {
		this.contextRunner
			.withPropertyValues("langfuse.capture.output=false", "langfuse.capture.metadata=false",
					"langfuse.capture.types.tool.output=true", "langfuse.capture.types.tool.input=false")
			.run((context) -> {
				context.getBean(Vault.class).span("in");
				context.getBean(Vault.class).tool("in");
				LangfuseRecorder recorder = context.getBean(LangfuseRecorder.class);
				assertThat(recorder).hasTraceWithRoot("span")
					.hasInput("{\"text\":\"in\"}")
					.hasOutput(null)
					.hasMetadata("text", null);
				assertThat(recorder).hasTraceWithRoot("tool").hasInput(null).hasOutput("in");
			});
	}

	@Test
	void errorsAreReducedToTheirClassWhereAskedOrWhereNothingElseIsRecorded() {
		this.contextRunner.run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Vault.class).closed("hush"));
			assertClassOnly(root(context, "closed"));
		});
		this.contextRunner.withPropertyValues("langfuse.capture.errors=false").run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Vault.class).fail("hush"));
			assertClassOnly(root(context, "fail"));
		});
		this.contextRunner.withPropertyValues("langfuse.capture.types.tool.errors=false").run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Vault.class).failingTool("hush"));
			assertClassOnly(root(context, "failingTool"));
		});
		this.contextRunner.run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Vault.class).outspoken("told"));
			root(context, "outspoken").hasFailed("told");
		});
	}

	@Test
	void convertersAndSerializersOfTheApplicationShowItsTypes() {
		this.contextRunner
			.withBean(CaptureJsonMapperCustomizer.class,
					() -> (builder) -> builder
						.addModule(new SimpleModule().addSerializer(Money.class, new MoneySerializer())))
			.withBean(VectorConverter.class)
			.run((context) -> {
				context.getBean(Vault.class).same(List.of(new Money(5), new Vector(3, "secret"), new Endless()));
				root(context, "same")
					.hasOutput("[\"5 EUR\",{\"dimensions\":3,\"apiKey\":\"<redacted>\"},\"<RedactionTests.Endless>\"]");
			});
	}

	private static void assertClassOnly(ObservationAssert root) {
		root.hasFailed("java.lang.IllegalStateException").satisfies((data) -> {
			assertThat(data.statusMessage()).isEqualTo("java.lang.IllegalStateException");
			assertThat(data.metadata()).doesNotContainKey("exception.stacktrace");
		});
	}

	private void assertRecorded(Object value, String expected) {
		this.contextRunner.run((context) -> {
			context.getBean(Vault.class).same(value);
			root(context, "same").hasOutput(expected);
		});
	}

	private static ObservationAssert root(AssertableApplicationContext context, String name) {
		return assertThat(context.getBean(LangfuseRecorder.class)).hasTraceWithRoot(name);
	}

	interface Contract {

		String open(String who, @Hidden String word, @Redact Object trap);

	}

	static class Vault implements Contract {

		@Override
		@Redact
		@Observe(metadata = { "length=#word?.length()", "result=#result" })
		public String open(String who, String word, Object trap) {
			return "treasure";
		}

		@Observe
		void login(String user, String password) {
		}

		@Observe(captureInput = Capture.OFF)
		Object same(Object value) {
			return value;
		}

		@Observe(metadata = "text=#text")
		String span(String text) {
			return text;
		}

		@Observe(type = ObservationType.TOOL)
		String tool(String text) {
			return text;
		}

		@Observe
		void fail(String message) {
			throw new IllegalStateException(message);
		}

		@Observe(type = ObservationType.TOOL)
		void failingTool(String message) {
			throw new IllegalStateException(message);
		}

		@Observe(captureInput = Capture.OFF, captureOutput = Capture.OFF)
		void closed(String message) {
			throw new IllegalStateException(message);
		}

		@Observe(captureInput = Capture.OFF, captureOutput = Capture.OFF, captureErrors = Capture.ON)
		void outspoken(String message) {
			throw new IllegalStateException(message);
		}

	}

	static class Trap {

		public String getValue() {
			throw new IllegalStateException("read");
		}

	}

	@Redact
	record Secret(String value) {

	}

	record Ssn(@JsonValue @Redact String digits) {

	}

	record Person(String name, @Redact String component, @Hidden String own, Secret type, String other) {

	}

	record Login(String user, String userPassword, String token) {

	}

	@JsonPropertyOrder({ "field", "getter", "plain" })
	static class Bean {

		@Redact
		private final String field = "secret";

		public String getField() {
			return this.field;
		}

		@Hidden
		public String getGetter() {
			return "secret";
		}

		public String getPlain() {
			return "p";
		}

	}

	@JsonPropertyOrder(alphabetic = true)
	static class Odd {

		@Redact
		private final String eMail;

		private final String ssn;

		@Redact
		private final boolean isAdmin;

		Odd(String eMail, @Redact String ssn, boolean isAdmin) {
			this.eMail = eMail;
			this.ssn = ssn;
			this.isAdmin = isAdmin;
		}

		public String getEMail() {
			return this.eMail;
		}

		public String getSsn() {
			return this.ssn;
		}

		public boolean isAdmin() {
			return this.isAdmin;
		}

	}

	record Unwrapping(@JsonUnwrapped Bean bean) {

	}

	record Wrapping(@JsonValue Object value) {

	}

	record Money(int amount) {

	}

	record Vector(int dimensions, String secret) {

	}

	static class Endless {

	}

	@Redact
	@Retention(RetentionPolicy.RUNTIME)
	@Target({ ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT })
	@interface Hidden {

	}

	static class MoneySerializer extends StdSerializer<Money> {

		MoneySerializer() {
			super(Money.class);
		}

		@Override
		public void serialize(Money value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.amount() + " EUR");
		}

	}

	static class VectorConverter implements ValueConverter {

		@Override
		public boolean supports(Class<?> type) {
			return type == Vector.class || type == Endless.class;
		}

		@Override
		public Object convert(Object value) {
			if (value instanceof Vector vector) {
				Map<String, Object> shown = new LinkedHashMap<>();
				shown.put("dimensions", vector.dimensions());
				shown.put("apiKey", vector.secret());
				return shown;
			}
			return new Endless();
		}

	}

}
