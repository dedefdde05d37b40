/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives the JSON of items its Java types. Messages name the item and the type, and none
 * of the content.
 */
final class DatasetConversion {

	private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {
	};

	private final Supplier<JsonMapper> mapper;

	/**
	 * Creates a conversion.
	 * @param mapper reads values; asked for when first needed
	 */
	DatasetConversion(Supplier<JsonMapper> mapper) {
		this.mapper = mapper;
	}

	<I, E> Dataset<I, E> convert(RawDataset raw, Type input, Type expected) {
		JsonMapper mapper = this.mapper.get();
		JavaType inputType = mapper.constructType(input);
		JavaType expectedType = mapper.constructType(expected);
		List<DatasetItem<I, E>> items = new ArrayList<>(raw.items().size());
		for (RawDataset.Item item : raw.items()) {
			I in = read(mapper, item, "input", item.input(), inputType);
			if (in == null) {
				throw new InvalidDatasetException(
						item.where() + " has no input. Set the input, or archive or remove the item.");
			}
			items.add(new DatasetItem<>(item.id(), in,
					read(mapper, item, "expected output", item.expected(), expectedType), metadata(item.metadata()),
					item.origin()));
		}
		return new Dataset<>(raw.name(), raw.id(), raw.projectId(), raw.version(), items);
	}

	private static <T> @Nullable T read(JsonMapper mapper, RawDataset.Item item, String part, JsonNode json,
			JavaType type) {
		if (json.isMissingNode() || json.isNull()) {
			return null;
		}
		try {
			return mapper.readerFor(type).readValue(json);
		}
		catch (JacksonException ex) {
			// Without the cause, which quotes the content
			throw new InvalidDatasetException(
					"The " + part + " of " + item.where() + " cannot be read as " + type.toCanonical() + " ("
							+ ex.getClass().getSimpleName() + "). Correct the item, or use another type.");
		}
	}

	private static Map<String, Object> metadata(JsonNode json) {
		if (json.isMissingNode() || json.isNull()) {
			return Map.of();
		}
		JsonMapper mapper = JsonMapper.shared();
		return json.isObject() ? mapper.convertValue(json, METADATA)
				: Map.of("metadata", mapper.convertValue(json, Object.class));
	}

}
