package dev.langfuse4j.sample;

import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says what to do once the sample is up.
 */
@Component
class NextStep {

	private static final Log logger = LogFactory.getLog(NextStep.class);

	/**
	 * Before the console says where it is.
	 */
	@EventListener
	void say(WebServerInitializedEvent event) {
		logger.info(String.format(Locale.ROOT,
				"""
						SkillMatch is up. Send it a role, from another terminal, and watch the trace appear here and in the console:

						  curl -s http://localhost:%1$d/match -H 'Content-Type: application/json' \
						-d '{"role": "Backend engineer", "skills": ["java", "spring", "kafka"]}'

						Say what you think of the match, with the feedbackToken of the answer:

						  curl -s http://localhost:%1$d/langfuse/feedback -H 'Content-Type: application/json' \
						-d '{"token": "…", "name": "thumbs", "value": true}'

						Or talk to its assistant; 7 is the conversation, and the session in Langfuse:

						  curl -sNG http://localhost:%1$d/chat/7 --data-urlencode 'question=Who knows java and kafka?'

						Then open the console:
						""",
				event.getWebServer().getPort()));
	}

}
