/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import dev.langfuse4j.lang.Internal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The answer of a server to a query.
 *
 * @param outcome the outcome of the request
 * @param body the body of the response, from outside: escape before logging
 * @since 0.1.0
 */
@Internal
public record Answer(Outcome outcome, String body) {

	/**
	 * Returns the node at a JSON Pointer in the answer.
	 * @param pointer the pointer
	 * @return the value, a missing one if the answer is not JSON or has none there
	 */
	public JsonNode at(String pointer) {
		try {
			return JsonMapper.shared().readTree(this.body).at(pointer);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

}
