package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.aop.CallWarmUp;

import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Prepares the first observed call while the application starts, unless Langfuse is
 * disabled.
 */
final class WarmUpListener implements ApplicationListener<ApplicationPreparedEvent> {

	@Override
	public void onApplicationEvent(ApplicationPreparedEvent event) {
		String enabled = event.getApplicationContext().getEnvironment().getProperty("langfuse.enabled");
		if (!"false".equalsIgnoreCase(enabled)) {
			CallWarmUp.begin();
		}
	}

}
