/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.MessageParts;
import dev.langfuse4j.observation.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * Images that OpenAI draws.
 */
final class OpenAiImages implements ApiFormat {

	@Override
	public String operation() {
		return "image";
	}

	@Override
	public @Nullable Object input(Json request) {
		return request.get("prompt");
	}

	@Override
	public Map<String, Object> parameters(Json request) {
		return request.only("n", "size", "quality", "style", "background", "moderation", "output_format",
				"output_compression", "response_format");
	}

	@Override
	public Object output(Json response) {
		List<Object> images = new ArrayList<>();
		for (Json image : response.objects("data")) {
			images.add((image.text("url") != null) ? MessageParts.at("image", String.valueOf(image.get("url")))
					: MessageParts.base64("image", String.valueOf(image.get("b64_json"))));
		}
		return images;
	}

	@Override
	public @Nullable TokenCounts usage(Json response) {
		Json usage = response.at("usage");
		return usage.isEmpty() ? null : new TokenCounts(usage.count("input_tokens"), usage.count("output_tokens"), 0, 0,
				0, 0, 0, 0, usage.count("total_tokens"));
	}

}
