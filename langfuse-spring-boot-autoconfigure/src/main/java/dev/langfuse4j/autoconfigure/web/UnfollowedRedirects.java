/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.web;

import java.util.function.Supplier;

import dev.langfuse4j.web.propagation.HostPatterns;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;

/**
 * Disables redirects in the clients of Spring Boot if trace headers are sent to other
 * services. The clients would forward these headers to any host. Those who add the
 * headers follow instead.
 */
final class UnfollowedRedirects implements BeanPostProcessor {

	private final Supplier<HostPatterns> hosts;

	private volatile boolean changed;

	UnfollowedRedirects(Supplier<HostPatterns> hosts) {
		this.hosts = hosts;
	}

	boolean areOurs() {
		return this.changed;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof HttpClientSettings settings && settings.redirects() != HttpRedirects.DONT_FOLLOW
				&& !this.hosts.get().isEmpty()) {
			this.changed = true;
			return settings.withRedirects(HttpRedirects.DONT_FOLLOW);
		}
		return bean;
	}

}
