package dev.langfuse4j.sample;

import java.io.File;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The jar as users run it: as a job, and processed ahead of time.
 */
class SampleJarIT {

	private static final String ROLES = "roles.jsonl";

	private static final Pattern PORT = Pattern.compile("http://localhost:(\\d+)/match");

	private final JsonMapper mapper = new JsonMapper();

	private final List<JsonNode> spans = new CopyOnWriteArrayList<>();

	private HttpServer langfuse;

	@TempDir
	private Path directory;

	@BeforeEach
	void startServer() throws IOException {
		this.langfuse = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.langfuse.createContext("/api/public/otel/v1/traces", (exchange) -> {
			try (GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
				this.mapper.readTree(body).findValues("spans").forEach((spans) -> spans.forEach(this.spans::add));
			}
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.langfuse.start();
	}

	@AfterEach
	void stopServer() {
		this.langfuse.stop(0);
	}

	@Test
	void jobMatchesEachRoleInATraceOfItsOwnAndDeliversAll() throws Exception {
		Run run = run(url(), List.of(), "--job=" + ROLES);
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.lastLine()).isEqualTo("All 74 observations were delivered");
		assertThat(run.output()).contains("4 roles matched, 0 not, in ")
			.contains(" with 1312 input and 336 output tokens")
			.contains("Roles 100%")
			.doesNotContain("\u001b");
		assertThat(this.spans).hasSize(74);
		assertThat(this.spans.stream().map((span) -> span.path("traceId").asString()).distinct()).hasSize(4);
	}

	@Test
	void jobThatCannotDeliverSaysHowMany() throws Exception {
		Run run = run("http://localhost:1", List.of(), "--job=" + ROLES, "--langfuse.export.shutdown-timeout=1s");
		assertThat(run.exitCode()).as(run.output()).isEqualTo(MatchJob.NOT_DELIVERED);
		assertThat(run.lastLine()).isEqualTo("74 of 74 observations were NOT delivered");
	}

	@Test
	void jobGoesOnAfterALineThatCannotBeMatched() throws Exception {
		Path roles = this.directory.resolve("roles.jsonl");
		Files.writeString(roles, """
				no json

				{"role": "Nobody", "skills": []}
				{"role": "Backend engineer", "skills": ["java"]}
				""");
		Run run = run(url(), List.of(), "--job=" + roles);
		assertThat(run.exitCode()).as(run.output()).isEqualTo(MatchJob.FAILED);
		assertThat(run.output()).contains("Not matched, line 1: not the JSON of a role")
			.contains("Not matched, line 3: A role and at least one skill are needed")
			.contains("1 roles matched, 2 not");
		assertThat(run(url(), List.of(), "--job=no-such-file").exitCode()).isEqualTo(MatchJob.NO_FILE);
	}

	@Test
	void jobClaimsNoDeliveryThatWasNone() throws Exception {
		Path roles = this.directory.resolve("roles.jsonl");
		Files.writeString(roles, "{\"role\": \"Backend engineer\", \"skills\": [\"java\"]}");
		assertThat(run(url(), List.of("-Dlangfuse.enabled=false"), "--job=" + roles).lastLine())
			.isEqualTo("Langfuse is disabled: nothing was observed");
		assertThat(run(url(), List.of("-Dlangfuse.public-key=", "-Dlangfuse.secret-key="), "--job=" + roles).lastLine())
			.isEqualTo("20 observations stayed here: without keys nothing is sent to Langfuse");
		assertThat(this.spans).isEmpty();
	}

	@Test
	void aheadOfTimeTheSameIsSent() throws Exception {
		List<JsonNode> plain = serve(Map.of(), List.of());
		assertThat(plain).hasSize(20);
		List<JsonNode> ahead = serve(Map.of(), List.of("-Dspring.aot.enabled=true"));
		assertThat(ahead).isEqualTo(plain);
	}

	@Test
	void aheadOfTimeItIsDisabledByTheEnvironment() throws Exception {
		assertThat(serve(Map.of("LANGFUSE_ENABLED", "false"), List.of("-Dspring.aot.enabled=true"))).isEmpty();
	}

	/**
	 * Starts the service, sends it a role, ends it.
	 * @return the spans that were sent, without ids and times
	 */
	private List<JsonNode> serve(Map<String, String> environment, List<String> options) throws Exception {
		this.spans.clear();
		Path log = Files.createTempFile(this.directory, "sample", ".log");
		ProcessBuilder builder = java(url(), options, "--server.port=0");
		builder.environment().putAll(environment);
		Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			await().atMost(Duration.ofSeconds(90))
				.until(() -> !process.isAlive() || PORT.matcher(Files.readString(log)).find());
			String output = Files.readString(log);
			assertThat(process.isAlive()).as(output).isTrue();
			if (!options.isEmpty()) {
				assertThat(output).contains("Starting AOT-processed SkillMatchApplication");
			}
			Matcher port = PORT.matcher(output);
			assertThat(port.find()).isTrue();
			HttpRequest request = HttpRequest.newBuilder(URI.create(port.group()))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{\"role\":\"Backend engineer\",\"skills\":[\"java\"]}"))
				.build();
			assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body()).contains("Ada");
		}
		finally {
			process.destroy();
			boolean ended = process.waitFor(30, TimeUnit.SECONDS);
			process.destroyForcibly();
			assertThat(ended).isTrue();
		}
		return this.spans.stream()
			.sorted(Comparator.comparing((span) -> span.path("startTimeUnixNano").asString()))
			.map(SampleJarIT::withoutIdsAndTimes)
			.toList();
	}

	private static JsonNode withoutIdsAndTimes(JsonNode span) {
		ObjectNode copy = ((ObjectNode) span).deepCopy();
		for (String name : List.of("traceId", "spanId", "parentSpanId", "startTimeUnixNano", "endTimeUnixNano")) {
			if (copy.has(name)) {
				copy.put(name, "*");
			}
		}
		return copy;
	}

	private Run run(String url, List<String> options, String... arguments) throws Exception {
		Path log = Files.createTempFile(this.directory, "job", ".log");
		Process process = java(url, options, arguments).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		boolean ended = process.waitFor(120, TimeUnit.SECONDS);
		process.destroyForcibly();
		assertThat(ended).as(Files.readString(log)).isTrue();
		return new Run(process.exitValue(), Files.readString(log));
	}

	private static ProcessBuilder java(String url, List<String> options, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
		// Runs for seconds: what is compiled at length does not pay off
		command.add("-XX:TieredStopAtLevel=1");
		command.addAll(options);
		command.addAll(List.of("-jar", "target/sample-app.jar"));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().keySet().removeIf((name) -> name.startsWith("LANGFUSE_") || name.startsWith("SPRING_"));
		builder.environment().put("LANGFUSE_BASE_URL", url);
		builder.environment().put("LANGFUSE_PUBLIC_KEY", "pk-lf-sample");
		builder.environment().put("LANGFUSE_SECRET_KEY", "sk-lf-sample");
		return builder;
	}

	private String url() {
		return "http://localhost:" + this.langfuse.getAddress().getPort();
	}

	private record Run(int exitCode, String output) {

		String lastLine() {
			return this.output.lines().reduce((first, second) -> second).orElse("");
		}

	}

}
