/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import reactor.core.publisher.Flux;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * {@code GET /chat/{conversationId}?question=…}, answered piece by piece.
 */
@RestController
class ChatController {

	private final ChatAssistant assistant;

	ChatController(ChatAssistant assistant) {
		this.assistant = assistant;
	}

	@GetMapping(path = "/chat/{conversationId}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> chat(@PathVariable String conversationId, @RequestParam String question) {
		if (!StringUtils.hasText(question)) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "A question is needed");
		}
		return this.assistant.answer(conversationId, question);
	}

}
