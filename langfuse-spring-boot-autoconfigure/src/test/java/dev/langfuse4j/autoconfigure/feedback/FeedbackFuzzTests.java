/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.feedback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.feedback.LangfuseFeedback;
import dev.langfuse4j.web.servlet.FeedbackRoute;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies that nobody would send who wants to vote.
 */
@ExtendWith(OutputCaptureExtension.class)
class FeedbackFuzzTests {

	private static final int LIMIT = 8 * 1024;

	private static final List<String> PIECES = List.of("{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e999",
			"-0", "NaN", "\\ud800", "\u0000", "\u202e", "\"token\":", "\"name\":", "\"value\":", "\"comment\":",
			"\"thumbs\"", "\"stars\"", "99999999999999999999999999", "\\u0000", "[".repeat(600), "9".repeat(1_200),
			"\"" + "x".repeat(3_000) + "\"", " ".repeat(9_000));

	private final Random random = new Random(42);

	@Test
	void tenThousandBodiesAreNoFailureAndNoneIsReadBeyondTheLimit(CapturedOutput output) {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LangfuseAutoConfiguration.class,
					LangfuseScoreAutoConfiguration.class, LangfuseFeedbackAutoConfiguration.class))
			.withPropertyValues("langfuse.feedback.enabled=true", "langfuse.feedback.requests-per-minute=1000000",
					"langfuse.feedback.client-requests-per-minute=1000000",
					"langfuse.feedback.secret=0123456789abcdef0123456789abcdef",
					"langfuse.feedback.names.thumbs=boolean", "langfuse.feedback.names.stars=numeric:1..5")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(answers(context)).containsKeys(202, 400, 413)
					.allSatisfy((status, count) -> assertThat(status).isBetween(202, 499));
			});
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN") || line.contains("ERROR")))
			.isEmpty();
	}

	private TreeMap<Integer, Integer> answers(ApplicationContext context) throws Exception {
		MockMvc mvc = MockMvcBuilders.routerFunctions(context.getBean(FeedbackRoute.class)).build();
		String token = context.getBean(LangfuseFeedback.class)
			.token("default", "0af7651916cd43dd8448eb211c80319c", null);
		String vote = "{\"token\":\"" + token + "\",\"name\":\"thumbs\",\"value\":true,\"comment\":\"fine\"}";
		TreeMap<Integer, Integer> answers = new TreeMap<>();
		for (int i = 0; i < 10_000; i++) {
			Body body = new Body(mutant(vote), this.random.nextBoolean());
			int status = mvc.perform((servletContext) -> new Request(servletContext, body))
				.andReturn()
				.getResponse()
				.getStatus();
			answers.merge(status, 1, Integer::sum);
			assertThat(body.read).isLessThanOrEqualTo(LIMIT);
		}
		return answers;
	}

	private byte[] mutant(String vote) {
		if (this.random.nextInt(10) == 0) {
			byte[] bytes = new byte[this.random.nextInt(20_000)];
			this.random.nextBytes(bytes);
			return bytes;
		}
		StringBuilder text = new StringBuilder(vote);
		for (int i = this.random.nextInt(4); i > 0; i--) {
			int start = this.random.nextInt(text.length() + 1);
			int end = Math.min(text.length(), start + this.random.nextInt(10));
			text.replace(start, end, PIECES.get(this.random.nextInt(PIECES.size())));
		}
		byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
		if (this.random.nextInt(5) == 0 && bytes.length > 0) {
			bytes[this.random.nextInt(bytes.length)] = (byte) this.random.nextInt(256);
			return Arrays.copyOf(bytes, this.random.nextInt(bytes.length + 1));
		}
		return bytes;
	}

	/**
	 * A body of known or unknown length that counts what is read of it.
	 */
	private static final class Body extends ServletInputStream {

		private final byte[] bytes;

		private final boolean lengthKnown;

		private int read;

		Body(byte[] bytes, boolean lengthKnown) {
			this.bytes = bytes;
			this.lengthKnown = lengthKnown;
		}

		@Override
		public int read() throws IOException {
			return (this.read < this.bytes.length) ? this.bytes[this.read++] & 0xFF : -1;
		}

		@Override
		public boolean isFinished() {
			return this.read >= this.bytes.length;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException();
		}

	}

	private static final class Request extends MockHttpServletRequest {

		private final Body body;

		Request(ServletContext context, Body body) {
			super(context, "POST", "/langfuse/feedback");
			this.body = body;
			setContentType("application/json");
		}

		@Override
		public int getContentLength() {
			return this.body.lengthKnown ? this.body.bytes.length : -1;
		}

		@Override
		public long getContentLengthLong() {
			return getContentLength();
		}

		@Override
		public ServletInputStream getInputStream() {
			return this.body;
		}

	}

}
