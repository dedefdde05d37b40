package dev.langfuse4j.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpServer;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample from the outside: what it answers, and what its trace shows, in the log and
 * at a server.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class SkillMatchApplicationTests {

	private static final String BODY = "{\"role\":\"Backend engineer\",\"skills\":[\"Java\",\"spring\",\"kafka\"]}";

	private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();

	private static HttpServer langfuseServer;

	@Autowired
	private Environment environment;

	@Autowired
	private Langfuse langfuse;

	@Autowired
	private Recorded recorded;

	@AfterAll
	static void stopServer() {
		langfuseServer.stop(0);
	}

	@DynamicPropertySource
	static void langfuse(DynamicPropertyRegistry registry) throws IOException {
		langfuseServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		langfuseServer.createContext("/api/public/otel/v1/traces", (exchange) -> {
			try (GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
				RECEIVED.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
			}
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		langfuseServer.start();
		registry.add("langfuse.base-url", () -> "http://localhost:" + langfuseServer.getAddress().getPort());
		registry.add("langfuse.public-key", () -> "pk-lf-sample");
		registry.add("langfuse.secret-key", () -> "sk-lf-sample");
	}

	@BeforeEach
	void forget() {
		this.langfuse.flush(Duration.ofSeconds(10));
		this.recorded.observations.clear();
		RECEIVED.clear();
	}

	@Test
	void answersWithCandidatesBestFirst() throws Exception {
		HttpResponse<String> response = post(BODY);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body())
			.isEqualTo("{\"role\":\"Backend engineer\",\"matches\":[{\"name\":\"Ada\",\"score\":100},"
					+ "{\"name\":\"Grace\",\"score\":66}],\"explanation\":\"Ada knows 3 of 3 skills: java, spring, kafka.\"}");
	}

	@Test
	void refusesARequestWithoutARole() throws Exception {
		assertThat(post("{\"skills\":[\"java\"]}").statusCode()).isEqualTo(400);
		assertThat(post("{\"role\":\"x\",\"skills\":[]}").statusCode()).isEqualTo(400);
	}

	@Test
	void traceShowsThatEachCandidateIsRankedThreeTimes() throws Exception {
		post(BODY);
		assertThat(this.langfuse.flush(Duration.ofSeconds(10))).isTrue();
		ObservationData root = this.recorded.named("match").get(0);
		assertThat(root.parentId()).isNull();
		assertThat(root.type()).isEqualTo(ObservationType.CHAIN);
		assertThat(this.recorded.named("retrieve")).singleElement()
			.satisfies((observation) -> assertThat(observation.type()).isEqualTo(ObservationType.RETRIEVER));
		List<ObservationData> rankings = this.recorded.named("rank");
		assertThat(rankings).hasSize(6).allSatisfy((ranking) -> {
			assertThat(ranking.type()).isEqualTo(ObservationType.GENERATION);
			assertThat(ranking.parentId()).isEqualTo(root.id());
			assertThat(ranking.modelCall().model()).isEqualTo("gpt-4o-mini");
			assertThat(ranking.modelCall().usage().amounts()).containsOnlyKeys("input", "output");
		});
		assertThat(rankings.stream().filter((ranking) -> ranking.input().asText().contains("Ada")).count())
			.isEqualTo(3);
		assertThat(rankings).extracting((ranking) -> ranking.input().asText())
			.as("the same prompt again")
			.filteredOn((prompt) -> prompt.contains("Ada"))
			.containsOnly(rankings.get(0).input().asText());
	}

	@Test
	void traceIsPrintedAndSent(CapturedOutput output) throws Exception {
		post(BODY);
		assertThat(this.langfuse.flush(Duration.ofSeconds(10))).isTrue();
		assertThat(output).contains("match [chain]").contains("├─ retrieve [retriever]").contains("└─ parse [span]");
		assertThat(String.join("\n", RECEIVED))
			.contains("{\"key\":\"service.name\",\"value\":{\"stringValue\":\"skillmatch\"}}")
			.contains("\"name\":\"match\"");
	}

	private HttpResponse<String> post(String body) throws Exception {
		URI uri = URI.create("http://localhost:" + this.environment.getProperty("local.server.port") + "/match");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri)
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
	}

	static class Recorded implements ObservationExporter {

		private final List<ObservationData> observations = new CopyOnWriteArrayList<>();

		@Override
		public void export(List<ObservationData> observations) {
			this.observations.addAll(observations);
		}

		List<ObservationData> named(String name) {
			return this.observations.stream().filter((observation) -> observation.name().equals(name)).toList();
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class RecordingConfiguration {

		@Bean
		Recorded recorded() {
			return new Recorded();
		}

	}

}
