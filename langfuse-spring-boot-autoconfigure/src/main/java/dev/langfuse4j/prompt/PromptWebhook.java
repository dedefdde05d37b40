/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.time.Clock;
import java.util.function.Consumer;

import dev.langfuse4j.http.SignedWebhook;
import dev.langfuse4j.http.WebhookSignature;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes what Langfuse sends when a prompt was changed, and forgets that prompt, so that
 * the next call asks for it. Nothing of the content is used but the name. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class PromptWebhook implements SignedWebhook {

	/**
	 * Maximum number of bytes to read, twice the maximum size of a prompt.
	 */
	public static final int MAX_BODY = 2 * 1_048_576;

	private final WebhookSignature signature;

	private final Consumer<String> changed;

	/**
	 * Creates a webhook.
	 * @param secret the secret that Langfuse shows where the webhook is set up
	 * @param clock tells the age of signatures
	 * @param changed is told the name of each prompt that was changed
	 */
	public PromptWebhook(String secret, Clock clock, Consumer<String> changed) {
		this.signature = new WebhookSignature(secret, clock);
		this.changed = changed;
	}

	@Override
	public int maxBody() {
		return MAX_BODY;
	}

	/**
	 * Takes a request.
	 * @return the status to answer with: 204, 401 without a valid signature, 400 for
	 * anything that is not about a prompt
	 */
	@Override
	public int receive(@Nullable String signature, byte[] body) {
		if (!this.signature.isValid(signature, body)) {
			return 401;
		}
		JsonNode name = name(body);
		if (!name.isString()) {
			return 400;
		}
		this.changed.accept(name.stringValue());
		return 204;
	}

	private static JsonNode name(byte[] body) {
		try {
			return JsonMapper.shared().readTree(body).at("/prompt/name");
		}
		catch (JacksonException ex) {
			return JsonMapper.shared().missingNode();
		}
	}

}
