/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.otel;

import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.UsageProperties;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.otel.LangfuseLogRecordProcessor;
import dev.langfuse4j.otel.LangfuseSpanProcessor;
import dev.langfuse4j.otel.LangfuseTracerProviderCustomizer;
import dev.langfuse4j.trace.ForeignSpans;
import dev.langfuse4j.trace.LangfuseObservationHandler;
import dev.langfuse4j.trace.LangfuseTracer;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the spans that other libraries report to the application's
 * OpenTelemetry SDK. Spring Boot adds each processor that is a bean to its SDK.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(name = "io.opentelemetry.sdk.trace.SpanProcessor")
@ConditionalOnLinkage(library = "OpenTelemetry", room = "dev.langfuse4j.otel",
		modules = { "io.opentelemetry.sdk.logs.LogRecordProcessor",
				"io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider" })
@EnableConfigurationProperties({ OtelProperties.class, UsageProperties.class })
@Import({ LangfuseOtelAutoConfiguration.Spans.class, LangfuseOtelAutoConfiguration.Logs.class,
		LangfuseOtelAutoConfiguration.Starter.class })
public final class LangfuseOtelAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	static class Spans {

		@Bean
		ForeignSpans langfuseForeignSpans(LangfuseTracer tracer, LangfuseObservationHandler handler,
				ExportPipeline pipeline) {
			return new ForeignSpans(tracer, handler, pipeline);
		}

		/**
		 * Resolves the tree late, because its dependencies may need the SDK.
		 */
		@Bean
		LangfuseSpanProcessor langfuseSpanProcessor(ObjectProvider<ForeignSpans> spans, OtelProperties properties,
				UsageProperties usage, Environment environment, BeanFactory beanFactory) {
			return new LangfuseSpanProcessor(spans::getObject, properties.toSettings(usage.isReasoningApart()),
					new SamplingReport(environment, beanFactory));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "io.opentelemetry.sdk.logs.LogRecordProcessor")
	static class Logs {

		@Bean
		LangfuseLogRecordProcessor langfuseLogRecordProcessor(LangfuseSpanProcessor processor) {
			return new LangfuseLogRecordProcessor(processor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider")
	static class Starter {

		@Bean
		LangfuseTracerProviderCustomizer langfuseTracerProviderCustomizer(LangfuseSpanProcessor processor) {
			return new LangfuseTracerProviderCustomizer(processor);
		}

	}

}
