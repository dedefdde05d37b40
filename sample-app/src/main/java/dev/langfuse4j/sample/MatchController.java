/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * {@code POST /match}.
 */
@RestController
class MatchController {

	private final MatchService service;

	MatchController(MatchService service) {
		this.service = service;
	}

	@PostMapping("/match")
	MatchResult match(@RequestBody MatchRequest request) {
		if (!request.isComplete()) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "A role and at least one skill are needed");
		}
		return this.service.match(request);
	}

}
