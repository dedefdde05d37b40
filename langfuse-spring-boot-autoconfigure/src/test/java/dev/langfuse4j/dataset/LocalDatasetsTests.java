/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for datasets of local files, without Spring and without a server.
 */
class LocalDatasetsTests {

	@TempDir
	private Path directory;

	private final LangfuseDatasets datasets = LangfuseDatasets.local();

	@Test
	void linesAreItemsInTheirOrder() {
		Dataset<Object, Object> dataset = this.datasets.dataset("capitals").get();
		assertThat(dataset.name()).isEqualTo("capitals");
		assertThat(dataset.id()).isNull();
		assertThat(dataset.items()).extracting(DatasetItem::id)
			.containsExactly("fr", "8f434346648f6b96", "e1865545c7d2a7bd");
		assertThat(dataset.items()).extracting(DatasetItem::input)
			.containsExactly(Map.of("question", "Capital of France?"), "hi", Map.of("q", "hé"));
		assertThat(dataset.items()).extracting(DatasetItem::expected)
			.containsExactly("Paris", List.of(1, 2.5, true), null);
		assertThat(dataset.items().get(0).metadata()).isEqualTo(Map.of("level", 1));
		assertThat(dataset.items().get(0).datasetId()).isNull();
	}

	@Test
	void idsFollowFromInputsAsInJavaScript() {
		assertThat(DatasetItem.of("hi", null).id()).isEqualTo("8f434346648f6b96");
		assertThat(DatasetItem.of(Map.of("q", "hé"), null).id()).isEqualTo("e1865545c7d2a7bd");
		assertThat(DatasetItem.of("hi", null).withId("own").withMetadata(Map.of("a", 1)).id()).isEqualTo("own");
		assertThat(DatasetItem.of("secret", "secret")).hasToString("DatasetItem[local]");
		DatasetItem<Object, Object> unreadable = DatasetItem.of(new Unreadable(), null);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(unreadable::id)
			.withMessageContaining("withId(…)")
			.withMessageNotContaining("secret");
	}

	@Test
	void valuesHaveTypes() throws IOException {
		DatasetItem<Question, List<String>> item = file("{\"input\":{\"text\":\"x\"},\"expected\":[\"a\",\"b\"]}")
			.input(Question.class)
			.expected(new ParameterizedTypeReference<List<String>>() {
			})
			.get()
			.items()
			.get(0);
		assertThat(item.input()).isEqualTo(new Question("x"));
		assertThat(item.expected()).containsExactly("a", "b");
	}

	@Test
	void errorOfAValueNamesLineAndTypeAndNoContent() throws IOException {
		DatasetSpec<Question, Integer> spec = file(
				"{\"input\":{\"text\":\"fine\"},\"expected\":1}\n\n{\"input\":{\"text\":\"secret\"},\"expected\":\"secret\"}")
			.input(Question.class)
			.expected(Integer.class);
		assertThatExceptionOfType(InvalidDatasetException.class).isThrownBy(spec::get)
			.withMessageStartingWith("The expected output of line 3 of URL [file:")
			.withMessageContaining("java.lang.Integer")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@Test
	void errorOfALineNamesItAndNoContent() throws IOException {
		fails("{\"input\":1}\n{\"input\":\"secret\"", "line 2 of", "is not a JSON object");
		fails("[\"secret\"]", "line 1 of", "is not a JSON object");
		fails("{\"input\":1} {\"input\":\"secret\"}", "line 1 of", "is not a JSON object");
		fails("{\"expected\":\"secret\"}", "line 1 of", "has no 'input'");
		fails("{\"input\":null,\"expected\":\"secret\"}", "line 1 of", "has no 'input'");
		fails("{\"id\":7,\"input\":\"secret\"}", "line 1 of", "has an 'id' that is not a text");
		fails("{\"input\":\"secret\"}\n{\"id\":\"a\",\"input\":2}\n{\"input\":\"secret\",\"expected\":2}", "line 3 of",
				"has the same id as line 1");
	}

	@Test
	void byteOrderMarkAndEmptyLinesAreNoItems() throws IOException {
		assertThat(file("\uFEFF{\"input\":1}\r\n\r\n  \r\n{\"input\":2}\r\n").get().items()).hasSize(2);
		assertThat(file("").get().items()).isEmpty();
	}

	@Test
	void missingFileIsNamed() {
		assertThatExceptionOfType(DatasetNotFoundException.class)
			.isThrownBy(() -> this.datasets.dataset("team/none").get())
			.withMessageContaining("class path resource [datasets/team/none.jsonl] does not exist");
	}

	@Test
	void nameLeadsToNoOtherDirectory() {
		for (String name : List.of("../secret", "a/../../b", "/etc/passwd", "a\\..\\b", "http://host/x", "a%2e%2e")) {
			assertThatExceptionOfType(DatasetNotFoundException.class).as(name)
				.isThrownBy(() -> this.datasets.dataset(name).get())
				.withMessageContaining("no file can have this name");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> this.datasets.dataset(" "));
	}

	@Test
	void filesCannotBeWritten() {
		assertThatExceptionOfType(DatasetUnavailableException.class).isThrownBy(() -> this.datasets.item("capitals"));
		assertThatExceptionOfType(DatasetUnavailableException.class).isThrownBy(() -> this.datasets.create("capitals"));
		assertThatExceptionOfType(DatasetUnavailableException.class).isThrownBy(() -> this.datasets.deleteItem("fr"));
	}

	private void fails(String lines, String where, String problem) throws IOException {
		DatasetSpec<Object, Object> spec = file(lines);
		assertThatExceptionOfType(InvalidDatasetException.class).isThrownBy(spec::get)
			.withMessageContaining(where)
			.withMessageContaining(problem)
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	private DatasetSpec<Object, Object> file(String lines) throws IOException {
		Path file = this.directory.resolve("cases.jsonl");
		Files.writeString(file, lines);
		return this.datasets.dataset(file.toUri().toString());
	}

	record Question(String text) {

	}

	static final class Unreadable {

		public String getValue() {
			throw new IllegalStateException("secret");
		}

	}

}
