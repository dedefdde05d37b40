/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.ExtensionPoint;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds modules or serializers to the mapper by which values are captured. It is not the
 * application's mapper, and has none of its settings. Add beans of this type.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface CaptureJsonMapperCustomizer {

	/**
	 * Customizes the mapper, once, when the first value is captured that is not a plain
	 * text, number or boolean.
	 * @param builder the mapper's builder
	 */
	void customize(JsonMapper.Builder builder);

}
