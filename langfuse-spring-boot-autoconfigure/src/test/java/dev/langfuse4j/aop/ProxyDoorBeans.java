/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveAgent;
import dev.langfuse4j.annotation.ObserveEvaluator;
import dev.langfuse4j.annotation.ObserveGeneration;
import dev.langfuse4j.annotation.ObserveRetriever;
import dev.langfuse4j.annotation.ObserveTool;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The beans of {@link ProxyDoorTests}.
 */
final class ProxyDoorBeans {

	private ProxyDoorBeans() {
	}

	interface Contract {

		@Observe("declared on the interface")
		void byInterface(String text);

		void byImplementation();

	}

	interface Remote {

		@Observe(metadata = "length=#question.length()")
		String ask(String question);

	}

	static class Sneaky {

		@Observe
		void declared() throws IOException {
			throw new IOException("thrown");
		}

		@Observe
		void undeclared() {
			throwAny(new IOException("thrown"));
		}

		@SuppressWarnings("unchecked")
		private static <E extends Exception> void throwAny(Exception ex) throws E {
			throw (E) ex;
		}

	}

	static class First {

		static final AtomicInteger MADE = new AtomicInteger();

		@Autowired
		private Second second;

		First() {
			MADE.incrementAndGet();
		}

		@Observe
		void first() {
			this.second.hashCode();
		}

	}

	static class Second {

		@Autowired
		private First first;

		@Observe
		void viaFirst() {
			this.first.first();
		}

	}

	static class Declared implements Contract {

		@Observe
		protected void byMethod() {
		}

		@Override
		public void byInterface(String text) {
		}

		@Observe
		@Override
		public void byImplementation() {
		}

		void notObserved() {
		}

	}

	static class Base {

		public void inherited() {
		}

	}

	@Observe(name = "svc", type = ObservationType.CHAIN)
	static class AnnotatedClass extends Base {

		public void first() {
		}

		@Observe("own")
		public void second() {
		}

		void hidden() {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Observe(type = ObservationType.EVENT, name = "happened")
	@interface Happened {

	}

	static class Composed {

		@ObserveGeneration(value = "named", model = "m", version = "v", level = ObservationLevel.WARNING,
				output = "#result + 1", metadata = "k=1")
		int generation() {
			return 2;
		}

		@ObserveAgent
		void agent() {
		}

		@ObserveTool
		void tool() {
		}

		@Observe(type = ObservationType.CHAIN)
		void chain() {
		}

		@ObserveRetriever
		void retriever() {
		}

		@Observe(type = ObservationType.EMBEDDING, model = "e")
		void embedding() {
		}

		@ObserveEvaluator
		void evaluator() {
		}

		@Observe(type = ObservationType.GUARDRAIL)
		void guardrail() {
		}

		@Happened
		void meta() {
		}

	}

	static class NotAnnotated {

		public String work() {
			return "worked";
		}

	}

	@Observe
	static class AnnotatedFactory implements FactoryBean<Contract> {

		public String work() {
			return "worked";
		}

		@Override
		public Contract getObject() {
			return new Declared();
		}

		@Override
		public Class<?> getObjectType() {
			return Contract.class;
		}

	}

	static final class FinalClass {

		@Observe
		String work() {
			return "worked";
		}

	}

	abstract static class GenericBase<T> {

		@Observe
		public abstract void handle(T value);

	}

	static class GenericImplementation extends GenericBase<String> {

		@Override
		public void handle(String value) {
		}

	}

	static class OtherAdvice {

		private final AtomicInteger attempts = new AtomicInteger();

		@Observe
		@Transactional
		public boolean transactional() {
			return TransactionSynchronizationManager.isActualTransactionActive();
		}

		@Observe
		@Cacheable("c")
		public String cached(String key) {
			return key;
		}

		@Observe
		@Retryable(delay = 1)
		public String retried() {
			if (this.attempts.incrementAndGet() < 3) {
				throw new IllegalStateException("not yet");
			}
			return "third time";
		}

		@Observe
		@Async
		public CompletableFuture<String> async() {
			return CompletableFuture.completedFuture("async-" + Thread.currentThread().getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	@EnableCaching(proxyTargetClass = true)
	@EnableResilientMethods(proxyTargetClass = true)
	static class OtherAdviceConfiguration {

		@Bean
		OtherAdvice otherAdvice() {
			return new OtherAdvice();
		}

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager("c");
		}

	}

}
