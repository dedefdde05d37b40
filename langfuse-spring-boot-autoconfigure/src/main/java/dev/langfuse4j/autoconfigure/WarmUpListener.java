/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.aop.CallWarmUp;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Prepares the first observed call as soon as the application has started, unless
 * Langfuse is disabled. On two processors, the start takes longer if the preparation
 * begins before.
 */
final class WarmUpListener implements ApplicationListener<ApplicationStartedEvent> {

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		String enabled = event.getApplicationContext().getEnvironment().getProperty("langfuse.enabled");
		if (!"false".equalsIgnoreCase(enabled)) {
			CallWarmUp.begin();
		}
	}

}
