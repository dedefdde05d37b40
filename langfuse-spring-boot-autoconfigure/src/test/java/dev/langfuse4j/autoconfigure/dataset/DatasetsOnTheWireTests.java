/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dataset;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Redact;
import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.dataset.DatasetNotFoundException;
import dev.langfuse4j.dataset.DatasetUnavailableException;
import dev.langfuse4j.dataset.InvalidDatasetException;
import dev.langfuse4j.dataset.LangfuseDatasets;
import dev.langfuse4j.http.LangfuseApiException;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.testing.DatasetServer;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Requests for datasets, and the handling of their responses.
 */
class DatasetsOnTheWireTests {

	private static final String REFUSED = "{\"message\":\"Dataset item validation failed\",\"error\":\"Invalid\"}";

	private final DatasetServer server = new DatasetServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseDatasetAutoConfiguration.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void allPagesAreOfOneState() {
		this.server.dataset("team/a b+ü");
		IntStream.range(0, 150).forEach((i) -> this.server.item("team/a b+ü", "i" + i, "{\"input\":" + i + "}"));
		this.server.beforePage((query) -> {
			if (query.contains("page=2")) {
				this.server.item("team/a b+ü", "late", "{\"input\":-1,\"validFrom\":\"2999-01-01T00:00:00Z\"}");
			}
		});
		run((datasets) -> {
			Dataset<Integer, Object> dataset = datasets.dataset("team/a b+ü").input(Integer.class).get();
			assertThat(dataset.items()).extracting(DatasetItem::input)
				.containsExactlyElementsOf(IntStream.range(0, 150).boxed().toList());
			assertThat(dataset.id()).isEqualTo("ds-team/a b+ü");
			assertThat(dataset.projectId()).isEqualTo("proj-1");
			assertThat(dataset.items().get(0).datasetId()).isEqualTo(dataset.id());
			assertThat(Duration.between(Instant.now(), dataset.version()).abs()).isLessThan(Duration.ofMinutes(1));
			String items = "GET /api/public/dataset-items?datasetName=team%2Fa%20b%2B%C3%BC&version="
					+ dataset.version().toString().replace(":", "%3A");
			assertThat(this.server.asked()).containsExactly("GET /api/public/v2/datasets/team%2Fa%20b%2B%C3%BC",
					items + "&page=1&limit=64", items + "&page=2&limit=64", items + "&page=3&limit=64");
			assertThat(this.server.server().requests().get(0).header("Authorization")).startsWith("Basic ");
		});
	}

	@Test
	void formerStateIsReadAndArchivedItemsAreNot() {
		this.server.dataset("qa")
			.item("qa", "old", "{\"input\":1,\"validFrom\":\"2026-01-01T00:00:00Z\"}")
			.item("qa", "archived", "{\"input\":2,\"status\":\"ARCHIVED\",\"validFrom\":\"2026-01-01T00:00:00Z\"}")
			.item("qa", "new", "{\"input\":3,\"validFrom\":\"2026-03-01T00:00:00Z\"}");
		run((datasets) -> {
			Instant february = Instant.parse("2026-02-01T00:00:00Z");
			Dataset<Object, Object> dataset = datasets.dataset("qa").version(february).get();
			assertThat(dataset.items()).extracting(DatasetItem::id).containsExactly("old");
			assertThat(dataset.version()).isEqualTo(february);
			assertThat(datasets.dataset("qa").get().items()).extracting(DatasetItem::id).containsExactly("old", "new");
		});
	}

	@Test
	void whatWasJustSavedIsReadAndWholeTypesReturn() {
		this.server.dataset("qa");
		run((datasets) -> {
			Case input = new Case("Löwe \uD83E\uDD81", Kind.B, Instant.parse("2026-01-02T03:04:05.678Z"),
					LocalDate.of(2026, 1, 2), List.of(1.5, 2.0), Map.of("k", Optional.of("v")), "x".repeat(300_000));
			String id = datasets.item("qa")
				.input(input)
				.expected(List.of("a"))
				.metadata(Map.of("n", 1, "deep", Map.of("list", List.of(true))))
				.source("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
				.save();
			DatasetItem<Case, Object> item = datasets.dataset("qa").input(Case.class).get().items().get(0);
			assertThat(item.id()).isEqualTo(id).hasSize(36);
			assertThat(item.input()).isEqualTo(input);
			assertThat(item.expected()).isEqualTo(List.of("a"));
			assertThat(item.metadata()).isEqualTo(Map.of("n", 1, "deep", Map.of("list", List.of(true))));
			assertThat(item.sourceTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
			assertThat(item.sourceObservationId()).isEqualTo("b7ad6b7169203331");
			List<Integer> numbers = IntStream.range(0, 5_000).boxed().toList();
			datasets.item("qa").id("many").input(numbers).save();
			assertThat(this.server.item("many").path("input")).hasSize(5_000);
		});
	}

	@Test
	void datasetIsCreatedAndAnItemArchived() {
		run((datasets) -> {
			String id = datasets.create("team/qa")
				.description("d")
				.metadata(Map.of("a", 1))
				.inputSchema("{\"type\":\"object\",\"properties\":{\"password\":{\"type\":\"string\"}}}")
				.expectedOutputSchema(Map.of("type", "string"))
				.save();
			assertThat(id).isEqualTo("ds-team/qa");
			assertThat(body(0)).isEqualTo("{\"name\":\"team/qa\",\"inputSchema\":{\"type\":\"object\",\"properties\":"
					+ "{\"password\":{\"type\":\"string\"}}},\"expectedOutputSchema\":{\"type\":\"string\"},"
					+ "\"description\":\"d\",\"metadata\":{\"a\":1}}");
			datasets.item("team/qa").id("i/1").input("x").save();
			datasets.item("team/qa").id("i/1").archived().save();
			assertThat(body(2)).isEqualTo("{\"datasetName\":\"team/qa\",\"id\":\"i/1\",\"status\":\"ARCHIVED\"}");
			assertThat(this.server.item("i/1").path("input").asString()).isEqualTo("x");
			assertThat(datasets.dataset("team/qa").get().items()).isEmpty();
			datasets.item("team/qa").id("i/1").active().save();
			assertThat(datasets.dataset("team/qa").get().items()).hasSize(1);
			datasets.deleteItem("i/1");
			assertThat(this.server.asked()).last().isEqualTo("DELETE /api/public/dataset-items/i%2F1");
			assertThatExceptionOfType(DatasetNotFoundException.class).isThrownBy(() -> datasets.deleteItem("i/1"))
				.withMessageContaining("The item 'i/1' cannot be deleted");
			assertThatIllegalArgumentException().isThrownBy(() -> datasets.deleteItem(".."));
			assertThatIllegalArgumentException().isThrownBy(() -> datasets.item("qa").id("x".repeat(256)));
			assertThatIllegalArgumentException().isThrownBy(() -> datasets.create("qa").inputSchema("[]"));
		});
	}

	@Test
	void whatIsWrittenIsRedactedAndMasked() {
		this.server.dataset("qa");
		this.contextRunner
			.withBean(ContentMasker.class, () -> (text) -> text.contains("fails") ? null : text.replace("ADA", "<a>"))
			.run((context) -> {
				LangfuseDatasets datasets = context.getBean(LangfuseDatasets.class);
				datasets.item("qa")
					.id("i")
					.input(new Secret("ADA", "hidden"))
					.expected("card 4111 1111 1111 1111")
					.metadata(Map.of("password", "hidden", "ADA", "fails hidden"))
					.save();
				assertThat(body(0)).doesNotContain("ADA", "hidden", "4111");
				assertThat(this.server.item("i").path("input").path("name").asString()).isEqualTo("<a>");
				assertThat(this.server.item("i").path("input").path("pin").asString()).isEqualTo("<redacted>");
				assertThat(this.server.item("i").path("metadata").path("<a>").asString()).isEqualTo("<masking failed>");
				datasets.create("qa").description("ADA").save();
				assertThat(body(1)).isEqualTo("{\"name\":\"qa\",\"description\":\"<a>\"}");
			});
	}

	@Test
	void nothingIsWrittenWhereNoContentMayLeave() {
		this.server.dataset("qa");
		this.contextRunner.withPropertyValues("langfuse.capture.mode=metadata-only").run((context) -> {
			LangfuseDatasets datasets = context.getBean(LangfuseDatasets.class);
			assertThatExceptionOfType(DatasetUnavailableException.class)
				.isThrownBy(() -> datasets.item("qa").input("x").save())
				.withMessageContaining("metadata-only");
			assertThat(this.server.asked()).isEmpty();
		});
	}

	@Test
	void nothingIsWrittenOnceTheApplicationHasEnded() {
		this.server.dataset("qa");
		LangfuseDatasets[] kept = new LangfuseDatasets[1];
		run((datasets) -> kept[0] = datasets);
		assertThatExceptionOfType(DatasetUnavailableException.class)
			.isThrownBy(() -> kept[0].item("qa").input("x").save())
			.withMessageContaining("cannot be masked");
		assertThat(this.server.asked()).isEmpty();
	}

	@Test
	void tooLargeItemIsNotSent() {
		this.server.dataset("qa");
		run((datasets) -> {
			assertThatExceptionOfType(InvalidDatasetException.class)
				.isThrownBy(() -> datasets.item("qa").input("x".repeat(4_500_001)).save())
				.withMessageContaining("too large");
			assertThatExceptionOfType(InvalidDatasetException.class)
				.isThrownBy(() -> datasets.item("qa").input("ü".repeat(2_300_000)).save())
				.withMessageContaining("too large");
			assertThat(this.server.asked()).isEmpty();
		});
	}

	@Test
	void conflictAndTroubleAreAskedAgainWithTheSameId() {
		this.server.dataset("qa");
		run((datasets) -> {
			this.server.server()
				.answer(409, "{\"message\":\"Conflict\",\"error\":\"Conflict\"}")
				.answer(429, "{}", Map.of("Retry-After", "1"))
				.answer(503, "");
			long start = System.nanoTime();
			String id = datasets.item("qa").input("x").save();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
			assertThat(this.server.asked()).hasSize(4);
			assertThat(List.of(body(0), body(1), body(2))).containsOnly(body(3));
			assertThat(this.server.items("qa")).extracting((item) -> item.path("id").asString()).containsExactly(id);
		});
	}

	@Test
	void longWaitIsNotWaitedForButSaid() {
		this.server.dataset("qa");
		run((datasets) -> {
			this.server.server().answer(429, "{}", Map.of("Retry-After", "90"));
			assertThatExceptionOfType(LangfuseApiException.class).isThrownBy(() -> datasets.dataset("qa").get())
				.withMessageContaining("answered 429")
				.withMessageContaining("requests a delay of 90 seconds, see langfuse.datasets.timeout")
				.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(429));
			assertThat(this.server.asked()).hasSize(1);
		});
	}

	@Test
	void refusalNamesTheCauseAndNoContent() {
		this.server.dataset("qa").item("other", "taken", "{\"input\":1}");
		run((datasets) -> {
			this.server.server().answer(400, REFUSED);
			assertThatExceptionOfType(LangfuseApiException.class)
				.isThrownBy(() -> datasets.item("qa").id("i").input("secret").save())
				.withMessageContaining("The item 'i' of the dataset 'qa': the server at localhost answered 400 "
						+ "(Dataset item validation failed). If the dataset has a schema")
				.withMessageNotContaining("secret");
			assertThatExceptionOfType(DatasetNotFoundException.class)
				.isThrownBy(() -> datasets.item("none").input("secret").save())
				.withMessageContaining("has no such dataset")
				.withMessageNotContaining("secret");
			assertThatExceptionOfType(DatasetNotFoundException.class)
				.isThrownBy(() -> datasets.item("qa").id("taken").input("secret").save())
				.withMessageContaining("another dataset has an item with this ID");
			assertThatExceptionOfType(DatasetNotFoundException.class).isThrownBy(() -> datasets.dataset("none").get())
				.withMessageContaining("has no dataset 'none'");
			this.server.server().answer(404, "<html><title>nginx</title></html>");
			assertThatExceptionOfType(LangfuseApiException.class).isThrownBy(() -> datasets.dataset("a/b").get())
				.withMessageContaining("'%2F'");
			this.server.server().answer(200, "{}");
			assertThatExceptionOfType(LangfuseApiException.class).isThrownBy(() -> datasets.dataset("qa").get())
				.withMessageContaining("did not answer with a dataset");
		});
	}

	@Test
	void typeErrorNamesItemAndTypeAndNoContent() {
		this.server.dataset("qa").item("qa", "i1", "{\"input\":{\"secret\":\"secret\"}}");
		run((datasets) -> {
			assertThatExceptionOfType(InvalidDatasetException.class)
				.isThrownBy(() -> datasets.dataset("qa").input(Integer.class).get())
				.withMessageContaining("The input of item 'i1' of the dataset 'qa' cannot be read as java.lang.Integer")
				.withMessageNotContaining("secret")
				.withNoCause();
			this.server.item("qa", "i2", "{\"expectedOutput\":\"secret\"}");
			assertThatExceptionOfType(InvalidDatasetException.class).isThrownBy(() -> datasets.dataset("qa").get())
				.withMessageContaining("item 'i2' of the dataset 'qa' has no input");
		});
	}

	@Test
	void incompleteOrRepeatedPagesAreNoDataset() {
		this.server.dataset("qa");
		run((datasets) -> {
			this.server.server()
				.answer(200, "{\"id\":\"d\",\"projectId\":\"p\"}")
				.answer(200, "{\"data\":[{\"id\":\"a\",\"input\":1}],\"meta\":{\"totalItems\":2}}");
			assertThatExceptionOfType(LangfuseApiException.class).isThrownBy(() -> datasets.dataset("qa").get())
				.withMessageContaining("not read as a whole")
				.withMessageContaining("1 of 2 items");
			this.server.server()
				.answer(200, "{\"id\":\"d\",\"projectId\":\"p\"}")
				.answer(200, "{\"data\":[{\"id\":\"a\",\"input\":1},{\"id\":\"a\",\"input\":1}]}");
			assertThatExceptionOfType(LangfuseApiException.class).isThrownBy(() -> datasets.dataset("qa").get())
				.withMessageContaining("comes twice");
		});
	}

	@Test
	void largeItemsAreReadInSmallerPages() {
		this.server.dataset("qa");
		String text = "x".repeat(1_000_000);
		IntStream.range(0, 40).forEach((i) -> this.server.item("qa", "i" + i, "{\"input\":\"" + i + text + "\"}"));
		run((datasets) -> {
			List<DatasetItem<String, Object>> items = datasets.dataset("qa").input(String.class).get().items();
			assertThat(items).extracting(DatasetItem::id)
				.containsExactlyElementsOf(IntStream.range(0, 40).mapToObj((i) -> "i" + i).toList());
			assertThat(this.server.asked()).last().asString().contains("&limit=16");
		});
	}

	@Test
	void eachProjectHasItsOwn() {
		try (DatasetServer acme = new DatasetServer()) {
			acme.dataset("qa").item("qa", "i", "{\"input\":\"acme\"}");
			this.server.dataset("qa");
			this.contextRunner
				.withPropertyValues("langfuse.projects.acme.base-url=" + acme.url(),
						"langfuse.projects.acme.public-key=pk-lf-acme", "langfuse.projects.acme.secret-key=sk-lf-acme")
				.run((context) -> {
					LangfuseDatasets datasets = context.getBean(LangfuseDatasets.class);
					assertThat(datasets.dataset("qa").get().items()).isEmpty();
					assertThat(datasets.dataset("qa").project("acme").get().items()).hasSize(1);
					context.getBean(Langfuse.class)
						.project("acme")
						.run(() -> assertThat(datasets.dataset("qa").get().items()).hasSize(1));
					datasets.item("qa").project("acme").id("j").input("x").save();
					assertThat(acme.item("j").path("input").asString()).isEqualTo("x");
					assertThatExceptionOfType(DatasetUnavailableException.class)
						.isThrownBy(() -> datasets.dataset("qa").project("nobody").get())
						.withMessageContaining("the project 'nobody' has no server");
				});
		}
	}

	@Test
	void threadsThatMustNotBlockAreToldSo() {
		this.server.dataset("qa");
		run((datasets) -> {
			for (Runnable call : List.<Runnable>of(() -> datasets.dataset("qa").get(),
					() -> datasets.item("qa").input("x").save(), () -> datasets.create("qa").description("d").save(),
					() -> datasets.deleteItem("i"))) {
				assertThatIllegalStateException().isThrownBy(
						() -> Mono.fromRunnable(call).subscribeOn(Schedulers.parallel()).block(Duration.ofSeconds(20)))
					.withMessageContaining("must not block");
			}
			assertThat(this.server.asked()).isEmpty();
		});
	}

	private String body(int index) {
		List<LangfuseServer.Received> requests = this.server.server().requests();
		return requests.get(index).json().toString();
	}

	private void run(Consumer<LangfuseDatasets> datasets) {
		this.contextRunner.run((context) -> datasets.accept(context.getBean(LangfuseDatasets.class)));
	}

	enum Kind {

		A, B

	}

	record Case(String text, Kind kind, Instant time, LocalDate day, List<Double> numbers,
			Map<String, Optional<String>> map, String large) {

	}

	record Secret(String name, @Redact String pin) {

	}

}
