/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.langfuse4j.services.RecruitingApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A trace over three processes: an application that recruits asks an advisor, which is a
 * service in JavaScript with the official SDK, and that asks the sample.
 */
@EnabledIfSystemProperty(named = "langfuse.test.soak", matches = "true")
class AcrossServicesIT {

	private static final Path ADVISOR = Path.of("target/node");

	private static final String QUESTION = "{\"role\":\"Backend engineer\",\"skills\":[\"java\"]}";

	private final List<Headers> toldToTheStranger = new CopyOnWriteArrayList<>();

	private StubLangfuse langfuse;

	private HttpServer stranger;

	@TempDir
	private Path directory;

	@BeforeAll
	static void install() throws Exception {
		Files.createDirectories(ADVISOR);
		for (String name : List.of("package.json", "package-lock.json", "advisor.mjs")) {
			Files.copy(Path.of("src/test/node", name), ADVISOR.resolve(name), StandardCopyOption.REPLACE_EXISTING);
		}
		Path log = ADVISOR.resolve("npm.log");
		Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund").directory(ADVISOR.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		assertThat(npm.waitFor()).as(Files.readString(log)).isZero();
	}

	@BeforeEach
	void startServers() throws IOException {
		this.langfuse = new StubLangfuse();
		this.stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.stranger.createContext("/", (exchange) -> {
			this.toldToTheStranger.add(exchange.getRequestHeaders());
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.stranger.start();
	}

	@AfterEach
	void stopServers() {
		this.stranger.stop(0);
		this.langfuse.close();
	}

	@Test
	void servicesInJavaAndJavaScriptMakeOneTraceWithOneUser() throws Exception {
		try (ServiceProcess sample = sample(); ServiceProcess advisor = advisor(url(sample, "match"))) {
			String asked = url(advisor, "advise");
			List<String> command = ServiceProcess.inSample(RecruitingApplication.class, "--server.port=0",
					"--spring.application.name=recruiting", "--address.advisor=" + asked,
					"--address.stranger=http://localhost:" + this.stranger.getAddress().getPort(),
					"--langfuse.web.propagate-to=" + URI.create(asked).getAuthority());
			try (ServiceProcess recruiting = start(Map.of(), command)) {
				String port = recruiting.awaitLine(Pattern.compile("Tomcat started on port (\\d+)")).group(1);
				HttpRequest request = HttpRequest
					.newBuilder(URI
						.create("http://localhost:" + port + "/recruit?user=a%2Bb%20%C3%A9%25&session=7%2C%20%22x%22"))
					.build();
				assertThat(answer(request)).contains("Ada");
			}
		}
		assertThat(this.langfuse.bodies())
			.anySatisfy((body) -> assertThat(body).contains("\"name\":\"recruit\"", "\"recruiting\""))
			.anySatisfy((body) -> assertThat(body).contains("\"name\":\"advise\"", "\"nodejs\""))
			.anySatisfy((body) -> assertThat(body).contains("\"name\":\"match\"", "\"skillmatch\""));
		List<ReceivedSpan> spans = spans();
		ReceivedSpan recruit = named(spans, "recruit");
		ReceivedSpan advise = named(spans, "advise");
		ReceivedSpan lookUp = named(spans, "look up");
		ReceivedSpan match = named(spans, "match");
		assertThat(recruit.parentId()).isEmpty();
		assertThat(advise.parentId()).isEqualTo(recruit.id());
		assertThat(lookUp.parentId()).isEqualTo(advise.id());
		assertThat(match.parentId()).isEqualTo(lookUp.id());
		assertThat(spans).hasSizeGreaterThan(10).allSatisfy((span) -> {
			assertThat(span.traceId()).isEqualTo(recruit.traceId());
			assertThat(span.text("user.id")).isEqualTo("a+b é%");
			assertThat(span.text("session.id")).isEqualTo("7, \"x\"");
			assertThat(span.texts("langfuse.trace.tags")).containsExactly("täg 1", "c++", "100%");
			assertThat(span.text("langfuse.trace.metadata.50%")).isEqualTo("a=b;c, d");
		});
		assertThat(spans).filteredOn((span) -> "100% node, é".equals(span.text("langfuse.trace.metadata.ädvisor k")))
			.hasSize(spans.size() - 1)
			.doesNotContain(recruit);
		assertThat(roots(spans)).containsExactly(recruit);
		assertThat(spans).filteredOn((span) -> span.text("langfuse.trace.name") != null).containsExactly(recruit);
		assertThat(this.toldToTheStranger).hasSize(1)
			.allSatisfy((headers) -> assertThat(headers).doesNotContainKeys("Traceparent", "Tracestate", "Baggage"));
	}

	@Test
	void traceThatBeginsInJavaScriptHasItsRootAndItsNameThere() throws Exception {
		try (ServiceProcess sample = sample(); ServiceProcess advisor = advisor(url(sample, "match"))) {
			HttpRequest request = HttpRequest.newBuilder(URI.create(url(advisor, "advise")))
				.POST(BodyPublishers.ofString(QUESTION))
				.build();
			assertThat(answer(request)).contains("Ada");
		}
		List<ReceivedSpan> spans = spans();
		ReceivedSpan advise = named(spans, "advise");
		assertThat(advise.isMarkedAsRoot()).isTrue();
		assertThat(roots(spans)).containsExactly(advise);
		assertThat(named(spans, "match").parentId()).isEqualTo(named(spans, "look up").id());
		assertThat(spans).hasSizeGreaterThan(10).allSatisfy((span) -> {
			assertThat(span.traceId()).isEqualTo(advise.traceId());
			assertThat(span.text("langfuse.trace.name")).isNull();
			assertThat(span.text("langfuse.trace.metadata.ädvisor k")).isEqualTo("100% node, é");
		});
	}

	private ServiceProcess sample() throws IOException {
		return start(Map.of(),
				ServiceProcess.sample(List.of(), "--server.port=0", "--langfuse.web.accept-remote-context=true"));
	}

	private ServiceProcess advisor(String next) throws IOException {
		return start(Map.of("NEXT_SERVICE", next), List.of("node", ADVISOR.resolve("advisor.mjs").toString()));
	}

	private ServiceProcess start(Map<String, String> environment, List<String> command) throws IOException {
		return ServiceProcess.start(this.directory, this.langfuse.url(), environment, command);
	}

	private static String url(ServiceProcess process, String path) throws IOException {
		return process.awaitLine(Pattern.compile("http://localhost:\\d+/" + path)).group();
	}

	private static String answer(HttpRequest request) throws Exception {
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
	}

	private List<ReceivedSpan> spans() {
		List<ReceivedSpan> spans = this.langfuse.spans().stream().map(ReceivedSpan::new).toList();
		System.out.print(ReceivedSpan.tree(spans));
		return spans;
	}

	private static ReceivedSpan named(List<ReceivedSpan> spans, String name) {
		assertThat(spans).filteredOn((span) -> span.name().equals(name)).as(name).hasSize(1);
		return spans.stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

	/**
	 * Returns the spans at which the application begins for Langfuse: what has no parent
	 * or the SDKs' mark.
	 */
	private static List<ReceivedSpan> roots(List<ReceivedSpan> spans) {
		return spans.stream().filter((span) -> span.parentId().isEmpty() || span.isMarkedAsRoot()).toList();
	}

}
