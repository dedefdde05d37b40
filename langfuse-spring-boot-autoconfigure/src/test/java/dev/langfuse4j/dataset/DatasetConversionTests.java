/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DatasetConversion}.
 */
class DatasetConversionTests {

	private final DatasetConversion conversion = new DatasetConversion(JsonMapper::shared);

	@Test
	void itemHasTheTypesThatAreWanted() {
		Dataset<Question, Integer> dataset = this.conversion.convert(raw("{\"text\":\"hi\"}", "5", "{\"a\":1}"),
				Question.class, Integer.class);
		assertThat(dataset.name()).isEqualTo("data");
		assertThat(dataset.id()).isEqualTo("d1");
		assertThat(dataset.items()).singleElement().satisfies((item) -> {
			assertThat(item.id()).isEqualTo("i1");
			assertThat(item.input()).isEqualTo(new Question("hi"));
			assertThat(item.expected()).isEqualTo(5);
			assertThat(item.metadata()).isEqualTo(Map.of("a", 1));
			assertThat(item.datasetId()).isEqualTo("d1");
		});
	}

	@Test
	void itemNeedsNoMoreThanAnInput() {
		DatasetItem<Object, Object> item = convert("1", null, null);
		assertThat(item.expected()).isNull();
		assertThat(item.metadata()).isEmpty();
		assertThat(convert("1", "null", "null").expected()).isNull();
		assertThat(convert("1", "null", "null").metadata()).isEmpty();
	}

	@Test
	void metadataThatIsNoObjectHasAName() {
		assertThat(convert("1", null, "[1,\"a\"]").metadata()).isEqualTo(Map.of("metadata", List.of(1, "a")));
		assertThat(convert("1", null, "false").metadata()).isEqualTo(Map.of("metadata", false));
	}

	@Test
	void itemWithoutAnInputIsRefused() {
		for (String input : new String[] { null, "null" }) {
			assertThatExceptionOfType(InvalidDatasetException.class).isThrownBy(() -> convert(input, "1", null))
				.withMessage("line 1 has no input. Set the input, or archive or remove the item.");
		}
	}

	@Test
	void itemOfAnotherTypeIsRefusedWithoutItsContent() {
		assertThatExceptionOfType(InvalidDatasetException.class)
			.isThrownBy(() -> this.conversion.convert(raw("1", "\"secret\"", null), Integer.class, Integer.class))
			.withMessageStartingWith("The expected output of line 1 cannot be read as java.lang.Integer (")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	private DatasetItem<Object, Object> convert(@Nullable String input, @Nullable String expected,
			@Nullable String metadata) {
		return this.conversion.convert(raw(input, expected, metadata), Object.class, Object.class).items().get(0);
	}

	private static RawDataset raw(@Nullable String input, @Nullable String expected, @Nullable String metadata) {
		RawDataset.Item item = new RawDataset.Item("line 1", "i1", json(input), json(expected), json(metadata),
				new ItemOrigin("d1", null, null));
		return new RawDataset("data", "d1", null, null, List.of(item));
	}

	private static JsonNode json(@Nullable String text) {
		JsonMapper mapper = JsonMapper.shared();
		return (text != null) ? mapper.readTree(text) : mapper.getNodeFactory().missingNode();
	}

	record Question(String text) {
	}

}
