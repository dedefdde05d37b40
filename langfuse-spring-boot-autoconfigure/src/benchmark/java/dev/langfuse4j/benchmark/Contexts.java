/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The parts of which the contestants' applications are made: Spring Boot's own
 * configurations, picked by hand, so that nothing else on the class path takes part.
 */
final class Contexts {

	private Contexts() {
	}

	/**
	 * Ours, in an application that has nothing else.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class })
	static class Ours {

		@Bean
		ObserveService service(ObserveService inner) {
			return new ObserveService(inner);
		}

		@Bean
		ObserveService inner() {
			return new ObserveService(null);
		}

		@Bean
		PlainService plain() {
			return new PlainService(null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Discarding {

		@Bean
		DiscardingExporter exporter() {
			return new DiscardingExporter(false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Writing {

		@Bean
		DiscardingExporter exporter() {
			return new DiscardingExporter(true);
		}

	}

	/**
	 * Micrometer's meter handler and a simple meter registry.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class })
	static class Meters {

	}

	/**
	 * Micrometer Tracing on the OpenTelemetry SDK, which has nobody to export to.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
			MicrometerTracingAutoConfiguration.class })
	static class Tracing {

	}

	/**
	 * Micrometer's own annotation.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AopAutoConfiguration.class)
	static class Observed {

		@Bean
		MicrometerService service(MicrometerService inner) {
			return new MicrometerService(inner);
		}

		@Bean
		MicrometerService inner() {
			return new MicrometerService(null);
		}

	}

	/**
	 * What any advice costs.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AopAutoConfiguration.class)
	static class Advised {

		@Bean
		PlainService service(PlainService inner) {
			return new PlainService(inner);
		}

		@Bean
		PlainService inner() {
			return new PlainService(null);
		}

		@Bean
		EmptyAspect aspect() {
			return new EmptyAspect();
		}

	}

	/**
	 * The same content by OpenTelemetry's SDK, without Langfuse.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AopAutoConfiguration.class)
	static class OpenTelemetry {

		static final String URL = "benchmark.url";

		static final String QUEUE = "benchmark.queue";

		@Bean
		PlainService service(PlainService inner) {
			return new PlainService(inner);
		}

		@Bean
		PlainService inner() {
			return new PlainService(null);
		}

		@Bean
		OtelSdk sdk(Environment environment) {
			return new OtelSdk(environment.getProperty(URL, ""), environment.getProperty(QUEUE, Integer.class, 2_048));
		}

		@Bean
		OtelAspect aspect(OtelSdk sdk) {
			return new OtelAspect(sdk);
		}

	}

	@Aspect
	static class EmptyAspect {

		@Around("within(dev.langfuse4j.benchmark.PlainService)")
		Object around(ProceedingJoinPoint call) throws Throwable {
			return call.proceed();
		}

	}

}
