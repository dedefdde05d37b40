/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.ConnectionOptions;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.http.ProxyServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Answers that say more, or something else, than their status.
 */
@ExtendWith(OutputCaptureExtension.class)
class AnswersTests extends PipelineTestSupport {

	private static final Map<String, String> PROTOBUF = Map.of("Content-Type", "application/x-protobuf");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{'partialSuccess':{'rejectedSpans':'2','errorMessage':'too old'}}|2",
					"{'partialSuccess':{'rejectedSpans':2,'errorMessage':'too old'}}|2",
					"{'x':[{'partialSuccess':1}],'partialSuccess':{'errorMessage':'too old','rejectedSpans':'3'}}|3",
					"{'partialSuccess':{'rejectedSpans':'99','errorMessage':'too old'}}|3" })
	void whatACollectorRejectsOfARequestIsLostAndNotSentAgain(String body, int rejected, CapturedOutput output) {
		this.server.answer(200, body.replace('\'', '"'));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			accept(pipeline, 3);
			assertThat(pipeline.flush(LONG)).isFalse();
			assertRejected(pipeline, rejected);
			assertThat(this.server.requests()).hasSize(1);
			assertThat(output).contains("answered 200 (too old). Observations lost: " + rejected);
			assertThat(pipeline.status().lastFailure().cause()).isEqualTo("answered 200, rejected " + rejected);
			assertThat(pipeline.status().isFailing()).isEqualTo(rejected == 3);
			accept(pipeline, 1);
			assertThat(pipeline.flush(LONG)).as("what came after").isTrue();
		}
	}

	@Test
	void partialSuccessMayBeProtobuf(CapturedOutput output) {
		this.server.answer(200, "\n\u000b\u0008\u0002\u0012\u0007too old", PROTOBUF);
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			accept(pipeline, 3);
			assertThat(pipeline.flush(LONG)).isFalse();
			assertRejected(pipeline, 2);
			assertThat(output).contains("answered 200 (too old). Observations lost: 2");
		}
	}

	@Test
	void errorMayBeProtobuf(CapturedOutput output) {
		this.server.answer(400, "\u0008\u0003\u0012\nno 'span'!", PROTOBUF).answer(400, "\u0012\u0009no", PROTOBUF);
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			accept(pipeline, 1);
			assertThat(pipeline.flush(LONG)).isFalse();
			assertThat(output).contains("answered 400 (no …!). Observations lost: 1");
			accept(pipeline, 1);
			assertThat(pipeline.flush(LONG)).isFalse();
			assertThat(pipeline.status().lastFailure().cause()).isEqualTo("answered 400");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "", "{\"partialSuccess\":{}}", "{\"partialSuccess\":null}", "{\"partialSuccess\":[",
			"{\"partialSuccess\":{\"rejectedSpans\":\"0\"}}", "{\"partialSuccess\":{\"rejectedSpans\":\"-4\"}}",
			"{\"partialSuccess\":{\"rejectedSpans\":\"many\"}}", "<html>OK</html>" })
	void anyOtherAnswerIsADelivery(String body) {
		this.server.answer(200, body).answer(200, body, PROTOBUF);
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			for (int i = 0; i < 2; i++) {
				accept(pipeline, 1);
				assertThat(pipeline.flush(LONG)).isTrue();
			}
			assertThat(this.server.requests()).hasSize(2);
		}
	}

	@Test
	void warningOfACollectorIsSaidOnce(CapturedOutput output) {
		String warning = "{\"partialSuccess\":{\"errorMessage\":\"please slow down\"}}";
		this.server.answer(200, warning).answer(200, warning);
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			for (int i = 0; i < 2; i++) {
				accept(pipeline, 1);
				assertThat(pipeline.flush(LONG)).isTrue();
			}
			assertThat(output).containsOnlyOnce("please slow down");
		}
	}

	@Test
	void whatIsQuotedInAMessageIsNotLogged(CapturedOutput output) {
		this.server.answer(200,
				"""
						{"partialSuccess":{"rejectedSpans":"1","errorMessage":"don't: span \\"my secret\\" of 'my secret' is old"}}""")
			.answer(400, "{\"message\":\"Invalid value `my secret` of key\",\"error\":[{\"received\":\"my secret\"}]}");
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			for (int i = 0; i < 2; i++) {
				accept(pipeline, 1);
				assertThat(pipeline.flush(LONG)).isFalse();
			}
			assertThat(output).contains("(don't: span … of … is old)")
				.contains("answered 400 (Invalid value … of key)")
				.doesNotContain("my secret");
		}
	}

	@Test
	void whatIsRejectedOfARequestFromDiskIsLost(@TempDir Path directory) {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(withSpill(directory))) {
			accept(pipeline, 3);
		}
		this.server.answerAllWith((request) -> "{\"partialSuccess\":{\"rejectedSpans\":\"2\"}}");
		this.server.clear();
		try (ExportPipeline pipeline = toServer(withSpill(directory))) {
			pipeline.prepare();
			await().until(() -> pipeline.statistics().accepted() == 3 && pipeline.statistics().spilled() == 0);
			assertRejected(pipeline, 2);
			assertThat(this.server.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = {
			"413|Body exceeded 1mb limit|answered 413 (Body exceeded 1mb limit)",
			"404|<!DOCTYPE html><html><head><title>404: This page could not be found</title>|"
					+ "answered 404 (404: This page could not be found)",
			"502|<html><body>no title|answered 502 (an HTML page)",
			"400|{\"message\":\"Invalid request data\",\"error\":[]}|answered 400 (Invalid request data)",
			"503|{\"code\":14,\"message\":\"unavailable\",\"details\":[{\"message\":\"inner\"}]}|answered 503 (unavailable)",
			"503|{\"error\":{\"message\":\"inner\"},\"status\":503}|answered 503 (inner)",
			"500|{\"error\":\"broken\"}|answered 500 (broken)", "500|[1,2]|answered 500.", "500|-|answered 500." })
	void answersNeedNotBeJson(int status, String body, String said, CapturedOutput output) {
		this.server.answerAll((request) -> (request.spans().size() > 1) ? status : 200).answer(status, string(body));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, Duration.ofMillis(10)))) {
			accept(pipeline, 2);
			pipeline.flush(Duration.ofSeconds(20));
			assertThat(output).contains("Langfuse at localhost:").contains(said);
		}
	}

	@Test
	void tooEarlyIsTriedAgain() {
		this.server.answer(425, "").answer(425, "");
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			accept(pipeline, 1);
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.server.requests()).hasSize(3);
			assertThat(this.server.requests()).extracting(Received::bytes)
				.allMatch((bytes) -> Arrays.equals(bytes, this.server.requests().get(0).bytes()));
		}
	}

	@Test
	void proxyThatLetsNobodyInIsAMisconfiguration(CapturedOutput output) {
		this.server.answer(407, "<html><title>Who are you</title></html>");
		Connection through = through(URI.create("http://langfuse.invalid"), URI.create(this.server.url()).getPort());
		try (ExportPipeline pipeline = to(through)) {
			accept(pipeline, 2);
			await().untilAsserted(() -> assertThat(output).contains("answered 407 (Who are you)"));
			assertThat(output).contains("ERROR").contains("langfuse.proxy.").doesNotContain("langfuse.public-key");
			await().until(() -> pipeline.statistics().delivered() == 2);
			assertThat(this.server.requests().get(1).spans()).as("a probe").hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "407 Proxy Authentication Required,answered 407", "403 Forbidden,answered 403" })
	void proxyThatOpensNoTunnelIsAMisconfiguration(String status, String said, CapturedOutput output) throws Exception {
		try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			// Not on the common pool, on which the JDK's client completes requests
			Thread proxying = new Thread(() -> refuse(proxy, status), "proxy");
			proxying.start();
			try (ExportPipeline pipeline = to(through(URI.create("https://langfuse.invalid"), proxy.getLocalPort()))) {
				accept(pipeline, 2);
				await().untilAsserted(() -> assertThat(output).contains(said));
				assertThat(output).contains("ERROR").contains("langfuse.proxy.").doesNotContain("langfuse.public-key");
				await().untilAsserted(() -> assertThat(pipeline.status().breaker()).isNotEqualTo(BreakerState.CLOSED));
			}
			proxy.close();
			proxying.join(LONG.toMillis());
			assertThat(proxying.isAlive()).isFalse();
		}
	}

	private static void refuse(ServerSocket proxy, String status) {
		byte[] answer = ("HTTP/1.1 " + status
				+ "\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		while (!proxy.isClosed()) {
			try (Socket socket = proxy.accept(); InputStream in = socket.getInputStream()) {
				// A client may open a connection and say nothing
				socket.setSoTimeout(1_000);
				in.read(new byte[8_192]);
				socket.getOutputStream().write(answer);
				socket.getOutputStream().flush();
			}
			catch (IOException ex) {
				// The client is gone, or the test is over
			}
		}
	}

	private static Connection through(URI url, int proxyPort) {
		ConnectionOptions options = ConnectionOptions.defaults();
		return new Connection(url, () -> new Credentials("pk-lf-1", "sk-lf-1"), LONG,
				new ConnectionOptions(options.connectTimeout(), new ProxyServer("localhost", proxyPort, null, null),
						options.headers(), options.tls(), options.slowCredentials()));
	}

	private static ExportPipeline to(Connection connection) {
		return new ExportPipeline(settings(10, 1_000_000, Duration.ofMillis(10)), ObservationMasking.none(),
				Exporters.of(), connection, encoder(), new LangfuseClients(Map.of(), List::of));
	}

	private static ExportSettings withSpill(Path directory) {
		ExportSettings settings = settings(10, 1_000_000, Duration.ofMillis(100));
		return new ExportSettings(settings.maxQueueSize(), settings.maxQueueBytes(), settings.overflow(),
				settings.flushAt(), settings.flushInterval(), settings.maxBatchBytes(), settings.maxInFlight(),
				settings.retry(), settings.shutdownTimeout(),
				new SpillSettings(directory, 1_000_000, Duration.ofHours(1)));
	}

	private static void accept(ExportPipeline pipeline, int count) {
		for (int i = 0; i < count; i++) {
			pipeline.accept(Observations.named("s" + i));
		}
	}

	private static String string(String body) {
		return (body != null) ? body : "";
	}

	private static void assertRejected(ExportPipeline pipeline, int rejected) {
		assertThat(pipeline.statistics().lost()).containsEntry(LossReason.REJECTED, (long) rejected);
		assertThat(pipeline.statistics().delivered()).isEqualTo(3 - rejected);
		assertThat(pipeline.status().queueSize()).isZero();
		assertThat(pipeline.status().queueBytes()).isZero();
	}

}
