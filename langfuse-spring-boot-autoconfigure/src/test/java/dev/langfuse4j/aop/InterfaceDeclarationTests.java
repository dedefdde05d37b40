/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.time.Duration;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveRetriever;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotations of interfaces apply to beans with a class-based proxy too, whether they are
 * called by their class or by the interface.
 */
class InterfaceDeclarationTests {

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withBean(RecordingExporter.class, () -> this.exporter);

	@Test
	void genericMethodOfASuperinterface() {
		run(Store.class, (store) -> {
			store.search("by class");
			((Searching<String>) store).search("by interface");
		});
		assertThat(this.exporter.names()).containsExactly("search", "search");
		assertThat(this.exporter.all()).allSatisfy((observation) -> {
			assertThat(observation.type()).isEqualTo(ObservationType.RETRIEVER);
			assertThat(RecordingExporter.text(observation.input())).startsWith("{\"query\":\"by ");
		});
	}

	@Test
	void defaultMethod() {
		run(Store.class, (store) -> {
			store.byDefault();
			((Searching<String>) store).byDefault();
		});
		assertThat(this.exporter.names()).containsExactly("byDefault", "byDefault");
	}

	@Test
	void methodThatASuperclassImplements() {
		run(Inheriting.class, (bean) -> bean.search("x"));
		assertThat(this.exporter.names()).containsExactly("search");
	}

	@Test
	void annotatedInterface() {
		run(Named.class, (bean) -> {
			bean.first();
			((AnnotatedInterface) bean).first();
			bean.hidden();
		});
		assertThat(this.exporter.names()).containsExactly("contract.first", "contract.first");
	}

	@Test
	void declarationOfTheClassWins() {
		run(Overriding.class, (bean) -> bean.search("x"));
		assertThat(this.exporter.names()).containsExactly("own");
		assertThat(this.exporter.named("own").type()).isEqualTo(ObservationType.SPAN);
	}

	private <T> void run(Class<T> type, Consumer<T> code) {
		this.contextRunner.withBean(type).run((context) -> {
			T bean = context.getBean(type);
			assertThat(AopUtils.isCglibProxy(bean)).isTrue();
			code.accept(bean);
			assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
		});
	}

	interface Searching<T> {

		@ObserveRetriever
		T search(T query);

		@Observe
		default String byDefault() {
			return "default";
		}

	}

	interface SearchingTexts extends Searching<String> {

	}

	static class Store implements SearchingTexts {

		@Override
		public String search(String query) {
			return query;
		}

	}

	static class Searcher {

		public String search(String query) {
			return query;
		}

	}

	static class Inheriting extends Searcher implements SearchingTexts {

	}

	static class Overriding extends Store {

		@Override
		@Observe("own")
		public String search(String query) {
			return query;
		}

	}

	@Observe("contract")
	interface AnnotatedInterface {

		void first();

	}

	static class Named implements AnnotatedInterface {

		@Override
		public void first() {
		}

		void hidden() {
		}

	}

}
