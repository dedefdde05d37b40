/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.otel;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.Environment;

/**
 * Warns if Spring Boot lets OpenTelemetry sample only a part of all traces: processors do
 * not receive spans that are not sampled.
 */
class SamplingReport implements Runnable {

	private static final Log logger = LogFactory.getLog(LangfuseOtelAutoConfiguration.class);

	private static final String PROBABILITY = "management.tracing.sampling.probability";

	private static final double DEFAULT_PROBABILITY = 0.1;

	private final Environment environment;

	private final BeanFactory beanFactory;

	SamplingReport(Environment environment, BeanFactory beanFactory) {
		this.environment = environment;
		this.beanFactory = beanFactory;
	}

	@Override
	public void run() {
		double probability = this.environment.getProperty(PROBABILITY, Double.class, DEFAULT_PROBABILITY);
		if (probability < 1 && this.beanFactory.containsBean("otelSampler")) {
			logger.warn("OpenTelemetry samples " + Math.round(probability * 100)
					+ " percent of all traces, and Langfuse does not receive spans of the others. Set " + PROBABILITY
					+ "=1 to receive all spans. langfuse.sample-rate then decides which traces are sent.");
		}
	}

}
