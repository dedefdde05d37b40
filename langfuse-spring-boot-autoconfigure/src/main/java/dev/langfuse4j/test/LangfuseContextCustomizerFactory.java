/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import java.util.List;
import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Sees that a test sends nothing unless it is annotated with
 * {@link AutoConfigureLangfuse @AutoConfigureLangfuse}.
 */
final class LangfuseContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configuration) {
		return new TestDefaults(TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureLangfuse.class));
	}

	/**
	 * A record, as equal customizers let tests share a context.
	 *
	 * @param sends whether the test sends its traces to a server
	 */
	record TestDefaults(boolean sends) implements ContextCustomizer {

		private static final String EXPORT = "langfuseTest";

		private static final String SAMPLING = "langfuseTestSampling";

		private static final String CONFIGURED = StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME;

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
			MutablePropertySources sources = context.getEnvironment().getPropertySources();
			if (!this.sends && !sources.contains(EXPORT)) {
				sources.addFirst(new MapPropertySource(EXPORT, Map.of("langfuse.export.enabled", false)));
			}
			if (sources.contains(CONFIGURED) && !sources.contains(SAMPLING)) {
				// The properties of the test itself come before all others
				sources.addBefore(CONFIGURED, new MapPropertySource(SAMPLING, Map.of("langfuse.sample-rate", 1.0)));
			}
		}

	}

}
