/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.RawHttp;
import dev.langfuse4j.testing.RawHttp.Answer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners of the console receive events, whether they read them or not.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConsoleStreamTests {

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void listenersAreToldAndHoldUpNothing(WebApplicationType type, CapturedOutput output) throws Exception {
		ConfigurableApplicationContext context = ConsoleApplications.start(type, "langfuse.console.path=/tools/traces");
		int port = ConsoleApplications.port(context);
		String token = token(output, port);
		assertThat(output).contains("content of prompts is kept in memory for the console");
		List<Socket> silent = new ArrayList<>();
		try (Socket socket = listen(port, token)) {
			BufferedReader events = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			assertThat(readEvent(events)).contains("\"revision\":0");
			for (int i = 0; i < 9; i++) {
				Socket other = listen(port, token);
				// Has arrived, and reads no more
				assertThat(other.getInputStream().read()).isNotNegative();
				silent.add(other);
			}
			Answer tooMany = RawHttp.get(port, "/tools/traces/api/events?token=" + token);
			assertThat(tooMany.status()).isEqualTo(503);
			assertThat(tooMany.headers()).containsKey("retry-after");
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (int i = 0; i < 20; i++) {
				langfuse.observation("work").observe(() -> {
				});
				assertThat(langfuse.flush(Duration.ofSeconds(20))).isTrue();
			}
			String event = readEvent(events);
			assertThat(event).contains("\"traces\":");
			while (!event.contains("\"traces\":20,")) {
				event = readEvent(events);
			}
			long start = System.nanoTime();
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
		}
		finally {
			context.close();
			for (Socket socket : silent) {
				socket.close();
			}
		}
	}

	private static String token(CapturedOutput output, int port) {
		String line = output.getOut()
			.lines()
			.filter((each) -> each.contains("Langfuse console: http://localhost:" + port + "/tools/traces?token="))
			.findFirst()
			.orElseThrow();
		String token = line.substring(line.indexOf("?token=") + "?token=".length()).trim();
		assertThat(token).matches("[0-9a-f]{32}");
		return token;
	}

	private static Socket listen(int port, String token) throws IOException {
		return RawHttp.open("GET", InetAddress.getLoopbackAddress(), port, "/tools/traces/api/events",
				"Authorization: Bearer " + token);
	}

	private static String readEvent(BufferedReader events) throws IOException {
		String line = events.readLine();
		while (!line.startsWith("data: ")) {
			line = events.readLine();
		}
		return line;
	}

}
