/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.web.LangfuseWebAutoConfiguration;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.test.ObservationAssert;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.annotation.Order;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Texts are masked for every exporter before they leave.
 */
@ExtendWith(OutputCaptureExtension.class)
class MaskingTests {

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseWebAutoConfiguration.class)
		.withBean(LangfuseRecorder.class)
		.withBean(Plain.class);

	@Test
	void textsAreMaskedForEveryExporter(CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.export.log=true").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("call 4111111111111111")
				.observe(() -> langfuse.current()
					.input(Map.of("text", "key sk-proj-abcdefghijklmnop1234", "4111 1111 1111 1111", 4111111111111111L))
					.metadata("note", "password=hunter2")
					.statusMessage("IBAN DE89370400440532013000"));
			root(context, "call <masked: card number>").hasInputContaining("key <masked: key>")
				.hasInputContaining("\"<masked: card number>\":\"<masked: card number>\"")
				.hasMetadata("note", "password=<redacted>");
			assertThat(context.getBean(LangfuseRecorder.class).observations().get(0).trace().name())
				.isEqualTo("call <masked: card number>");
		});
		assertThat(output).contains("call <masked: card number>").doesNotContain("4111", "hunter2", "DE8937");
	}

	@Test
	void namesAreCutWhenTheyAreMasked() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			String name = "n".repeat(190) + " sk-proj-abcdefghijklmnop1234";
			langfuse.observation(name)
				.observe(() -> langfuse.current().model(name).metadata(name, "value").metadata("short", "x"));
			ObservationData data = context.getBean(LangfuseRecorder.class).observations().get(0);
			String expected = "n".repeat(190) + " <masked: ";
			assertThat(data.name()).isEqualTo(expected.substring(0, 200));
			assertThat(data.trace().name()).isEqualTo(expected.substring(0, 200));
			assertThat(data.modelCall().model()).isEqualTo(expected.substring(0, 200));
			assertThat(data.metadata()).containsOnlyKeys(expected.substring(0, 200), "short");
		});
	}

	@Test
	void errorsAreMaskedToo() {
		this.contextRunner.run((context) -> {
			assertThatIllegalStateException()
				.isThrownBy(() -> context.getBean(Plain.class).fail("token=abc sk-proj-abcdefghijklmnop1234"));
			ObservationAssert root = root(context, "fail").hasFailed("token=<redacted> <masked: key>");
			root.satisfies((data) -> assertThat(data.metadata().get("exception.stacktrace").asText())
				.contains("IllegalStateException: token=<redacted>")
				.doesNotContain("abcdefghijklmnop1234"));
		});
	}

	@Test
	void maskersOfTheApplicationComeInTheirOrderAfterTheBuiltInOnes(CapturedOutput output) {
		this.contextRunner.withBean(LastMasker.class).withBean(FirstMasker.class).run((context) -> {
			context.getBean(Plain.class).same(Map.of("Ada", List.of("Ada's card 4111111111111111", 7, "fail")));
			root(context, "same")
				.hasOutput("{\"[1]2\":[\"[1]2's card <masked: card number>\",7,\"<masking failed>\"]}");
			assertThat(context.getBean(ExportStatistics.class).maskingFailures()).isPositive();
		});
		assertThat(output).containsOnlyOnce("A text could not be masked");
	}

	@Test
	void maskersCanBeSwitched() {
		this.contextRunner.withPropertyValues("langfuse.capture.maskers=email").run((context) -> {
			context.getBean(Plain.class).same("ada@example.org 4111111111111111");
			root(context, "same").hasOutput("<masked: e-mail> 4111111111111111");
		});
	}

	private static ObservationAssert root(AssertableApplicationContext context, String name) {
		return assertThat(context.getBean(LangfuseRecorder.class)).hasTraceWithRoot(name);
	}

	@Order(1)
	static class FirstMasker implements ContentMasker {

		@Override
		public String mask(String text) {
			if (text.equals("fail")) {
				throw new IllegalStateException(text);
			}
			return text.replace("Ada", "[1]");
		}

	}

	@Order(2)
	static class LastMasker implements ContentMasker {

		@Override
		public String mask(String text) {
			return text.replace("[1]", "[1]2");
		}

	}

	static class Plain {

		@Observe(captureInput = Capture.OFF)
		Object same(Object value) {
			return value;
		}

		@Observe
		void fail(String message) {
			throw new IllegalStateException(message);
		}

	}

}
