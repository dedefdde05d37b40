/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.langfuse4j.consumers.Consumer.Run;
import dev.langfuse4j.consumers.TraceSink.Request;
import dev.langfuse4j.consumers.TraceSink.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications of users, each a project below {@code src/it} that the build before this
 * has built with the starter as its users get it, started as processes of their own. What
 * they wrote is in {@code target/it/*.log}.
 */
class ConsumersIT {

	private static final int MAX_JARS = 34;

	private static final long MAX_BYTES = 21_250_000;

	private static final Duration SOON = Duration.ofSeconds(5);

	/**
	 * Public types outside of guarded rooms that are for users of a library that the
	 * starter does not bring, each with the reason why nobody without it meets them.
	 */
	private static final Map<String, String> FOR_OTHER_LIBRARIES = Map.ofEntries(
			Map.entry("dev.langfuse4j.test.LangfuseAssertions", "needs AssertJ"),
			Map.entry("dev.langfuse4j.test.RecorderAssert", "needs AssertJ"),
			Map.entry("dev.langfuse4j.test.TraceAssert", "needs AssertJ"),
			Map.entry("dev.langfuse4j.test.ObservationAssert", "needs AssertJ"),
			Map.entry("dev.langfuse4j.actuate.LangfuseHealthIndicator", "made with Spring Boot's health only"),
			Map.entry("dev.langfuse4j.actuate.LangfuseMeters", "made with Micrometer's meters only"),
			Map.entry("dev.langfuse4j.trace.MicrometerTracingIds", "made with Micrometer Tracing only"),
			Map.entry("dev.langfuse4j.web.servlet.TraceAttributesFilter", "made in a servlet application only"),
			Map.entry("dev.langfuse4j.actuate.PromptMeters", "made with Micrometer's meters only"),
			Map.entry("dev.langfuse4j.web.servlet.RemoteContextFilter", "made in a servlet application only"),
			Map.entry("dev.langfuse4j.web.servlet.ConsoleFilter", "made in a servlet application only"),
			Map.entry("dev.langfuse4j.web.servlet.ConsoleRoute", "made with Spring MVC only"),
			Map.entry("dev.langfuse4j.web.servlet.FeedbackRoute", "made with Spring MVC only"),
			Map.entry("dev.langfuse4j.web.servlet.SwitchedRoute", "made with Spring MVC only"),
			Map.entry("dev.langfuse4j.web.servlet.WebhookRoute", "made with Spring MVC only"));

	private TraceSink sink;

	@BeforeEach
	void startSink() throws IOException {
		this.sink = new TraceSink();
	}

	@AfterEach
	void stopSink() {
		this.sink.close();
	}

	@Test
	void cli() throws Exception {
		assertTracedAndEnded(run("cli", JavaHome.running()));
		assertOnlyLangfuse();
	}

	/**
	 * The build of the consumer has run the tests.
	 */
	@Test
	void experimentOfTheTestsHasPassed() throws Exception {
		Path reports = Path.of("target", "it", "experiment", "target", "langfuse");
		assertThat(reports.resolve("experiment-capitals.json")).content()
			.contains("\"passed\" : true", "\"average\" : 0.6666666666666666");
		assertThat(reports.resolve("experiment-capitals.md")).content().contains("Experiment capitals");
	}

	@Test
	void cliNeedsNoAspectJ() throws Exception {
		assertTracedAndEnded(new Consumer("cli").runWithout("aspectjweaver", JavaHome.running(),
				this.sink.environment(), "com.example.cli.CliApplication"));
	}

	@Test
	void mvcNoActuator() throws Exception {
		assertTracedAndEnded(run("mvc-no-actuator", JavaHome.running()));
		assertOnlyLangfuse();
	}

	@Test
	void webflux() throws Exception {
		assertTracedAndEnded(run("webflux", JavaHome.running()));
		assertOnlyLangfuse();
	}

	@Test
	void virtualThreads() throws Exception {
		JavaHome newest = JavaHome.newest();
		boolean hasVirtualThreads = newest.version() >= 21;
		// The build's log shows that a test was skipped, but not why
		System.out.printf("Virtual threads are %s on the newest JDK, %d in %s%n",
				hasVirtualThreads ? "tried" : "not to be had", newest.version(), newest.path());
		Assumptions.assumeTrue(hasVirtualThreads);
		Run run = run("virtual-threads", newest);
		assertTracedAndEnded(run);
		assertOnlyLangfuse();
		assertThat(span("inner").attribute("langfuse.observation.output")).startsWith("VirtualThread");
	}

	@Test
	void actuator() throws Exception {
		assertTracedAndEnded(run("actuator", JavaHome.running()));
		List<Span> own = this.sink.ownSpans();
		assertThat(own).extracting(Span::name).contains("http get /ask");
		assertThat(own).extracting(Span::traceId).containsOnly(span("outer").traceId());
		assertThat(this.sink.requests(TraceSink.OWN_PATH)).extracting(Request::authorization).containsOnlyNulls();
		assertThat(this.sink.requests()).extracting(Request::path)
			.containsOnly(TraceSink.LANGFUSE_PATH, TraceSink.OWN_PATH);
	}

	@Test
	void models() throws Exception {
		Run run = run("models", JavaHome.running());
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.troubles()).as(run.output()).isEmpty();
		assertThat(this.sink.langfuseSpans()).as(run.output())
			.extracting(Span::name)
			.containsExactlyInAnyOrder("outer", "invoke_agent planner", "inner", "chat gpt-stub");
		assertThat(this.sink.langfuseSpans()).extracting(Span::traceId).containsOnly(span("outer").traceId());
		assertThat(span("outer").parentId()).isNull();
		assertThat(span("invoke_agent planner").parentId()).isEqualTo(span("outer").id());
		assertThat(span("inner").parentId()).isEqualTo(span("invoke_agent planner").id());
		Span generation = span("chat gpt-stub");
		assertThat(generation.parentId()).isEqualTo(span("inner").id());
		assertThat(generation.attribute("langfuse.observation.model.name")).isEqualTo("gpt-stub-1");
		assertThat(generation.attribute("langfuse.observation.usage_details"))
			.isEqualTo("{\"input\":12,\"output\":3,\"total\":15}");
	}

	/**
	 * The application starts its server as another process and calls it over stdio.
	 */
	@Test
	void mcp() throws Exception {
		Run run = run("mcp", JavaHome.running());
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.troubles()).as(run.output()).isEmpty();
		assertThat(this.sink.langfuseSpans()).as(run.output())
			.extracting(Span::name)
			.containsExactlyInAnyOrder("ask", "tools/call temperature", "measure");
		assertThat(this.sink.langfuseSpans()).extracting(Span::traceId).containsOnly(span("ask").traceId());
		assertThat(span("ask").parentId()).isNull();
		Span call = span("tools/call temperature");
		assertThat(call.parentId()).isEqualTo(span("ask").id());
		assertThat(call.attribute("langfuse.observation.type")).isEqualTo("tool");
		assertThat(call.attribute("langfuse.observation.input")).isEqualTo("{\"city\":\"Oslo\"}");
		assertThat(call.attribute("langfuse.observation.output")).isEqualTo("12 degrees");
		assertThat(span("measure").parentId()).isEqualTo(call.id());
	}

	/**
	 * The SDK is configured by OpenTelemetry's own starter, and not by Spring Boot.
	 */
	@Test
	void openTelemetryStarter() throws Exception {
		Run run = run("opentelemetry-starter", JavaHome.running());
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.troubles()).as(run.output()).isEmpty();
		assertThat(this.sink.langfuseSpans()).as(run.output())
			.extracting(Span::name)
			.containsExactlyInAnyOrder("outer", "invoke_agent planner", "inner");
		assertThat(this.sink.langfuseSpans()).extracting(Span::traceId).containsOnly(span("outer").traceId());
		assertThat(span("outer").parentId()).isNull();
		Span agent = span("invoke_agent planner");
		assertThat(agent.parentId()).isEqualTo(span("outer").id());
		assertThat(agent.attribute("langfuse.observation.type")).isEqualTo("agent");
		assertThat(span("inner").parentId()).isEqualTo(agent.id());
	}

	@Test
	void cliHasSmallClassPath() throws IOException {
		List<Path> jars = new Consumer("cli").classPath();
		long bytes = 0;
		for (Path jar : jars) {
			bytes += Files.size(jar);
		}
		System.out.printf("An application with only the starter has %d jars with %,d bytes on its class path%n",
				jars.size(), bytes);
		assertThat(jars).hasSizeLessThanOrEqualTo(MAX_JARS);
		assertThat(bytes).isLessThanOrEqualTo(MAX_BYTES);
		assertThat(jars).filteredOn((jar) -> jar.toString().contains("langfuse"))
			.extracting((jar) -> jar.getFileName().toString().replaceAll("-\\d.*", ""))
			.containsExactlyInAnyOrder("langfuse-spring-boot-starter", "langfuse-spring-boot-autoconfigure");
	}

	@Test
	void cliCanReadAllPublicTypes() throws Exception {
		Set<String> guarded = guardedRooms();
		assertThat(guarded).contains("dev.langfuse4j.springai", "dev.langfuse4j.vendor");
		Run run = new Consumer("cli").runClass(JavaHome.running(), "com.example.cli.PublicTypes");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output().lines()).contains("readable dev.langfuse4j.Langfuse",
				"readable dev.langfuse4j.annotation.Observe");
		List<String> unreadable = run.output()
			.lines()
			.filter((line) -> line.startsWith("unreadable "))
			.map((line) -> line.split(" ")[1])
			.filter((type) -> guarded.stream().noneMatch((room) -> type.startsWith(room + ".")))
			.toList();
		assertThat(unreadable).as("public types that need what the starter does not bring")
			.containsExactlyInAnyOrderElementsOf(FOR_OTHER_LIBRARIES.keySet());
	}

	/**
	 * The rooms that are entered if the application has their library.
	 */
	private static Set<String> guardedRooms() throws IOException {
		SimpleMetadataReaderFactory readers = new SimpleMetadataReaderFactory();
		Set<String> rooms = new TreeSet<>();
		for (Resource type : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:dev/langfuse4j/autoconfigure/**/*.class")) {
			readers.getMetadataReader(type)
				.getAnnotationMetadata()
				.getAnnotations()
				.get("dev.langfuse4j.autoconfigure.ConditionalOnLinkage")
				.getValue("room", String.class)
				.ifPresent(rooms::add);
		}
		return rooms;
	}

	private Run run(String consumer, JavaHome home) throws Exception {
		return new Consumer(consumer).run(home, this.sink.environment());
	}

	private void assertTracedAndEnded(Run run) {
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.livedOn()).as(run.output()).isLessThan(Collections.max(List.of(SOON, run.mainTook())));
		assertThat(run.troubles()).as(run.output()).isEmpty();
		assertThat(this.sink.langfuseSpans()).as(run.output())
			.extracting(Span::name)
			.containsExactlyInAnyOrder("outer", "inner");
		assertThat(span("outer").parentId()).isNull();
		assertThat(span("inner").parentId()).isEqualTo(span("outer").id());
		assertThat(span("inner").traceId()).isEqualTo(span("outer").traceId());
		String keys = Base64.getEncoder()
			.encodeToString("pk-lf-consumer:sk-lf-consumer".getBytes(StandardCharsets.UTF_8));
		assertThat(this.sink.requests(TraceSink.LANGFUSE_PATH)).extracting(Request::authorization)
			.containsOnly("Basic " + keys);
	}

	private void assertOnlyLangfuse() {
		assertThat(this.sink.requests()).extracting(Request::path).containsOnly(TraceSink.LANGFUSE_PATH);
	}

	private Span span(String name) {
		return this.sink.langfuseSpans().stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
	}

}
