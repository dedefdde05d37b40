/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.jackson2;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.capture.Views;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Converts trees of Jackson 2 to objects, arrays, texts and numbers.
 *
 * @since 0.1.0
 */
@Internal
public final class Jackson2TreeConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public Jackson2TreeConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return JsonNode.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object convert(Object value) {
		JsonNode node = (JsonNode) value;
		return switch (node.getNodeType()) {
			case OBJECT -> Views.map(node.properties(), node::size, Map.Entry::getKey, Map.Entry::getValue);
			case ARRAY -> Views.collection(node, node::size, (element) -> element);
			case STRING -> node.textValue();
			case NUMBER -> node.numberValue();
			case BOOLEAN -> node.booleanValue();
			case BINARY -> bytes(node);
			case POJO -> ((POJONode) node).getPojo();
			case NULL, MISSING -> null;
		};
	}

	private static Object bytes(JsonNode node) {
		try {
			return node.binaryValue();
		}
		catch (IOException ex) {
			return node.asText();
		}
	}

}
