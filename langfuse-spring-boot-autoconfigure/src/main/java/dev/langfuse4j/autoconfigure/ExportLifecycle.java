/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.export.pipeline.ExportPipeline;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Ties the export to the life cycle of the application. Exporters are resolved when all
 * singletons exist. The remaining observations are exported after all other beans were
 * stopped and before any bean is destroyed, because exporters are beans too.
 */
final class ExportLifecycle
		implements SmartInitializingSingleton, SmartLifecycle, ApplicationListener<ApplicationContextEvent> {

	private final ExportPipeline pipeline;

	private final ApplicationContext context;

	private volatile boolean running;

	/**
	 * Whether beans are destroyed after a stop: unless an application that was started is
	 * only stopped.
	 */
	private volatile boolean ends = true;

	ExportLifecycle(ExportPipeline pipeline, ApplicationContext context) {
		this.pipeline = pipeline;
		this.context = context;
	}

	/**
	 * Events of the contexts below this one come here too.
	 */
	@Override
	public void onApplicationEvent(ApplicationContextEvent event) {
		if (event.getApplicationContext() != this.context) {
			return;
		}
		if (event instanceof ContextRefreshedEvent) {
			this.ends = false;
			this.pipeline.starting(false);
		}
		else if (event instanceof ContextClosedEvent) {
			this.ends = true;
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.pipeline.prepare();
	}

	@Override
	public void start() {
		this.pipeline.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.pipeline.stop();
		if (this.ends) {
			this.pipeline.outliveBeans();
		}
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Starts first, stops last.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
