/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Prints the next steps when the sample has started.
 */
@Component
class NextStep {

	private static final Log logger = LogFactory.getLog(NextStep.class);

	/**
	 * Runs before the console logs its address.
	 */
	@EventListener
	void say(WebServerInitializedEvent event) {
		logger.info(String.format(Locale.ROOT, """
				SkillMatch has started. Send a role from another terminal. The trace appears here and in the console:

				  curl -s http://localhost:%1$d/match -H 'Content-Type: application/json' \
				-d '{"role": "Backend engineer", "skills": ["java", "spring", "kafka"]}'

				Rate the match. Replace … by the feedbackToken of the response:

				  curl -s http://localhost:%1$d/langfuse/feedback -H 'Content-Type: application/json' \
				-d '{"token": "…", "name": "thumbs", "value": true}'

				Talk to the assistant. 7 is the conversation, which becomes the session in Langfuse:

				  curl -sNG http://localhost:%1$d/chat/7 --data-urlencode 'question=Who knows java and kafka?' \
				| sed -n 's/^data://p' | tr -d '\\n'; echo

				Open the console:
				""", event.getWebServer().getPort()));
	}

}
