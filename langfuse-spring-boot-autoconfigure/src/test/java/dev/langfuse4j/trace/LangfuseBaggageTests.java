/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.langfuse4j.observation.TraceAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Baggage of the official SDKs is read, and written in their form.
 */
class LangfuseBaggageTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String JAVASCRIPT = "langfuse_user_id=u%201,langfuse_tags=t1%2Ct2,langfuse_metadata_k=v%20%C3%A9";

	@Test
	void writesWhatTheSdkOfJavaScriptWrites() {
		TraceAttributes attributes = TraceAttributes.builder()
			.userId("u 1")
			.tags("t1", "t2", "left,out")
			.metadata("k", "v é")
			.metadata("no token", "x")
			.build();
		assertThat(String.join(",", new LangfuseBaggage(null, attributes).write(8_192))).isEqualTo(JAVASCRIPT);
	}

	@Test
	void writesAllKeysAndReadsThemAgain() {
		TraceAttributes attributes = TraceAttributes.builder()
			.userId("a+b@example.com")
			.sessionId("s;1")
			.tags("a b")
			.metadata("k", "v")
			.version("7")
			.name("trace=1")
			.environment("staging")
			.build();
		String header = String.join(",", new LangfuseBaggage(TRACE_ID, attributes).write(8_192));
		assertThat(header).isEqualTo("langfuse_trace_id=" + TRACE_ID
				+ ",langfuse_user_id=a%2Bb%40example.com,langfuse_session_id=s%3B1,langfuse_tags=a%20b,"
				+ "langfuse_metadata_k=v,langfuse_version=7,langfuse_trace_name=trace%3D1,langfuse_environment=staging");
		assertThat(LangfuseBaggage.read(header)).isEqualTo(new LangfuseBaggage(TRACE_ID, attributes));
	}

	@Test
	void readsWhatBothSdksWrite() {
		TraceAttributes expected = TraceAttributes.builder()
			.userId("u 1")
			.tags("t1", "t2")
			.metadata("k", "v é")
			.build();
		assertThat(LangfuseBaggage.read("other=x, " + JAVASCRIPT + ",langfuse_prompt_name=p").attributes())
			.isEqualTo(expected);
		assertThat(LangfuseBaggage
			.read("langfuse_user_id=u+1,langfuse_tags=%5B%27t1%27%2C+%27t2%27%5D,langfuse_metadata_k=v+%C3%A9;p=1")
			.attributes()).isEqualTo(expected);
		assertThat(LangfuseBaggage.read("langfuse_tags=%5B%22it%27s%22%2C+%27a%2Cb%27%5D").attributes().tags())
			.containsExactly("it's", "a,b");
	}

	@Test
	void keysAreEncodedAsJavaScriptDoes() {
		TraceAttributes attributes = TraceAttributes.builder().metadata("c+", "1").metadata("50%", "2").build();
		String header = String.join(",", new LangfuseBaggage(null, attributes).write(8_192));
		assertThat(header).isEqualTo("langfuse_metadata_c%2B=1,langfuse_metadata_50%25=2");
		assertThat(LangfuseBaggage.read(header).attributes()).isEqualTo(attributes);
		assertThat(
				LangfuseBaggage.read("langfuse_metadata_a%20%C3%A9%3D=x, langfuse_metadata_c++=y,langfuse_metadata_%=z")
					.attributes()
					.metadata())
			.isEqualTo(Map.of("a é=", "x", "c++", "y", "%", "z"));
	}

	@Test
	void singleTagInBracketsIsNoListOfPython() {
		TraceAttributes attributes = TraceAttributes.builder().tags("[a]").build();
		String header = String.join(",", new LangfuseBaggage(null, attributes).write(8_192));
		assertThat(LangfuseBaggage.read(header).attributes().tags()).containsExactly("[a]");
	}

	@Test
	void whatIsTooLongOrBrokenIsIgnored() {
		assertThat(LangfuseBaggage.read("langfuse_user_id=ada,x=" + "y".repeat(8_192)).attributes())
			.isEqualTo(TraceAttributes.NONE);
		assertThat(LangfuseBaggage.read("langfuse_user_id=%zz,langfuse_session_id=s,langfuse_,=,langfuse_tags")
			.attributes()).isEqualTo(TraceAttributes.builder().sessionId("s").build());
		assertThat(LangfuseBaggage.read("langfuse_tags=%5B%27" + "a".repeat(8_000)).attributes().tags()).hasSize(1);
	}

	@Test
	void onlyWhatThereIsRoomForIsWritten() {
		TraceAttributes attributes = TraceAttributes.builder().userId("u").sessionId("s".repeat(100)).build();
		assertThat(new LangfuseBaggage(TRACE_ID, attributes).write(100)).hasSize(2);
	}

	@Test
	void whatNoSdkWouldReadIsNotWrittenAndTakesNoRoom() {
		String[] tags = IntStream.range(0, 50).mapToObj((i) -> i + "é".repeat(50)).toArray(String[]::new);
		TraceAttributes attributes = TraceAttributes.builder().userId("u").tags(tags).metadata("k", "v").build();
		assertThat(new LangfuseBaggage(null, attributes).write(8_192)).containsExactly("langfuse_user_id=u",
				"langfuse_metadata_k=v");
	}

	@ParameterizedTest
	@ValueSource(strings = { "00-" + TRACE_ID + "-00f067aa0ba902b7-01", " 00-" + TRACE_ID + "-00f067aa0ba902b7-00",
			"cc-" + TRACE_ID + "-00f067aa0ba902b7-01-what-the-future-will-be-like" })
	void traceparentIsRead(String header) {
		RemoteContext context = RemoteContext.read(List.of(header), List.of("langfuse_trace_id=" + TRACE_ID));
		assertThat(context.parent()).isNotNull().satisfies((parent) -> {
			assertThat(parent.traceId()).isEqualTo(TRACE_ID);
			assertThat(parent.observationId()).isEqualTo("00f067aa0ba902b7");
			assertThat(parent.sampledOut()).isEqualTo(header.endsWith("-00"));
			assertThat(parent.observed()).isNotEqualTo(parent.sampledOut());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00-" + TRACE_ID + "-00f067aa0ba902b7", "ff-" + TRACE_ID + "-00f067aa0ba902b7-01",
			"00-0AF7651916CD43DD8448EB211C80319C-00f067aa0ba902b7-01", "00-" + TRACE_ID + "-0000000000000000-01",
			"00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-" + TRACE_ID + "-00f067aa0ba902b7-01-more",
			"00-" + TRACE_ID + "-00f067aa0ba902b7-01\r\nX: y" })
	void traceparentThatIsNoneIsIgnored(String header) {
		assertThat(RemoteContext.read(List.of(header), List.of()).parent()).isNull();
	}

	@Test
	void twoTraceparentsAreNone() {
		String header = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
		assertThat(RemoteContext.read(List.of(header, header), List.of()).parent()).isNull();
		assertThat(RemoteContext.read(List.of(header), List.of()).parent()).isNotNull()
			.satisfies((parent) -> assertThat(parent.observed()).isFalse());
	}

}
