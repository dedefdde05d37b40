/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import tools.jackson.databind.json.JsonMapper;

/**
 * Tools of prompts that use the application's mapper.
 *
 * @param values writes values
 * @param configs reads configurations
 */
record PromptTools(PromptValues values, PromptConfigReader configs) {

	PromptTools(JsonMapper mapper) {
		this(new PromptValues(mapper), new PromptConfigReader(mapper));
	}

}
