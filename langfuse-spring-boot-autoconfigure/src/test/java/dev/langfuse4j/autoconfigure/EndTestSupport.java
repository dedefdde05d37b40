/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Applications that end. Beans are destroyed in the reverse order of their registration.
 */
abstract class EndTestSupport {

	static final String[] KEYS = { "langfuse.public-key=pk-lf-1", "langfuse.secret-key=sk-lf-1" };

	final LangfuseServer server = new LangfuseServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	/**
	 * An application with some beans before all others.
	 */
	ConfigurableApplicationContext run(Consumer<GenericApplicationContext> beans, String... properties) {
		return application(beans).properties(properties).run();
	}

	SpringApplicationBuilder application(Consumer<GenericApplicationContext> beans) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(KEYS)
			.properties("langfuse.base-url=" + this.server.url(), "langfuse.flush-interval=1h")
			.initializers((context) -> beans.accept((GenericApplicationContext) context));
	}

	List<String> names() {
		return this.server.spans().stream().map(Span::name).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class })
	static class Application {

	}

	static class Service {

		@Observe(name = "call")
		public void call() {
		}

		@Observe(name = "late")
		public void late(String text) {
		}

	}

	/**
	 * Observes something while it is destroyed.
	 */
	static class Last implements DisposableBean {

		private final ObjectProvider<Service> service;

		Last(ObjectProvider<Service> service) {
			this.service = service;
		}

		@Override
		public void destroy() {
			this.service.getObject().late("secret 4711");
		}

	}

	/**
	 * Gets nothing after it is destroyed.
	 */
	static class Exporter implements ObservationExporter, DisposableBean {

		final List<String> names = new ArrayList<>();

		private volatile boolean destroyed;

		@Override
		public void export(List<ObservationData> observations) {
			if (this.destroyed) {
				throw new IllegalStateException("destroyed");
			}
			observations.forEach((observation) -> this.names.add(observation.name()));
		}

		@Override
		public void destroy() {
			this.destroyed = true;
		}

	}

	/**
	 * Masks nothing any more after it is destroyed.
	 */
	static class Masker implements ContentMasker, DisposableBean {

		private volatile @Nullable UnaryOperator<String> rule = (text) -> text.replace("4711", "***");

		volatile boolean askedTooLate;

		@Override
		public String mask(String text) {
			UnaryOperator<String> rule = this.rule;
			if (rule == null) {
				this.askedTooLate = true;
				return text;
			}
			return rule.apply(text);
		}

		@Override
		public void destroy() {
			this.rule = null;
		}

	}

}
