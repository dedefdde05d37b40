/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTool;
import dev.langfuse4j.observation.ObservationType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

/**
 * Classes that {@link WovenDoorTests} weaves.
 */
public final class WovenBeans {

	private WovenBeans() {
	}

	public interface Contract {

		@Observe
		String promised();

		@Observe
		default String byDefault() {
			return "default";
		}

	}

	public static class Service implements Contract {

		private final AtomicInteger attempts = new AtomicInteger();

		@Observe
		public String open(String text) {
			return text;
		}

		@Observe
		private String secret(String text) {
			return text;
		}

		@Observe
		static String fixed(String text) {
			return text;
		}

		@Observe
		public final String last(String text) {
			return text;
		}

		@ObserveTool
		public String tool(String text) {
			return text;
		}

		public void onThis() {
			open("o");
			secret("s");
			fixed("f");
			last("l");
			tool("t");
		}

		@Observe(metadata = "n=#n")
		public int countDown(int n) {
			return (n > 0) ? countDown(n - 1) : 0;
		}

		@Observe
		public void fail(RuntimeException failure) {
			throw failure;
		}

		@Observe
		@Retryable(delay = 1)
		public String retried() {
			if (this.attempts.incrementAndGet() < 3) {
				throw new IllegalStateException("not yet");
			}
			return "third time";
		}

		@Override
		public String promised() {
			return "kept";
		}

	}

	@Observe(name = "all", type = ObservationType.CHAIN)
	public static class AnnotatedClass {

		public String shown() {
			return hidden();
		}

		String hidden() {
			return toString();
		}

	}

	public abstract static class Base<T> {

		@Observe
		public Object handle(T value) {
			return value;
		}

	}

	public static class Overriding extends Base<String> {

		@Override
		public String handle(String value) {
			return "overriding " + super.handle(value);
		}

	}

	public static class AnnotatedBridge extends Base<String> {

		@Observe
		@Override
		public String handle(String value) {
			return value;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(proxyTargetClass = true)
	public static class Retrying {

		@Bean
		Service service() {
			return new Service();
		}

	}

}
