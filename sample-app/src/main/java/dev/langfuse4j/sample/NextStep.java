package dev.langfuse4j.sample;

import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says what to do once the sample is up.
 */
@Component
class NextStep {

	private static final Log logger = LogFactory.getLog(NextStep.class);

	@EventListener
	void say(ApplicationReadyEvent event) {
		if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
			logger.info(String.format(Locale.ROOT, """
					SkillMatch is up. Send it a role, from another terminal, and watch the trace appear here:

					  curl -s http://localhost:%1$d/match -H 'Content-Type: application/json' \
					-d '{"role": "Backend engineer", "skills": ["java", "spring", "kafka"]}'

					Or talk to its assistant; 7 is the conversation, and the session in Langfuse:

					  curl -sNG http://localhost:%1$d/chat/7 --data-urlencode 'question=Who knows java and kafka?'
					""", web.getWebServer().getPort()));
		}
	}

}
