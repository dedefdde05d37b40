/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.threads;

import java.util.List;

import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.test.ObservationAssert;
import dev.langfuse4j.threads.ThreadsApplication.Caller;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wherever code runs, what it observes is below the observation it was started from: by
 * itself, or with what the documentation says is needed.
 */
class ThreadsTests {

	private static ConfigurableApplicationContext context;

	private static LangfuseRecorder recorder;

	private final Caller caller = context.getBean(Caller.class);

	@BeforeAll
	static void start() {
		context = start("spring.threads.virtual.enabled=" + (Runtime.version().feature() >= 21));
		recorder = context.getBean(LangfuseRecorder.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void clear() {
		recorder.clear();
	}

	@Test
	void sameThread() {
		this.caller.sameThread();
		root("sameThread").hasOnlyChildren("leaf");
	}

	@Test
	void async() {
		this.caller.async();
		root("async").hasOnlyChildren("leaf");
		this.caller.asyncOnOwnExecutor();
		root("asyncOnOwnExecutor").hasOnlyChildren("leaf");
		this.caller.asyncObserved();
		root("asyncObserved").hasOnlyChildren("observed")
			.hasChild("observed", (child) -> child.hasOnlyChildren("leaf"));
	}

	@Test
	void executorOfTheApplicationNeedsTheDecorator() {
		this.caller.asyncOnBareExecutor();
		root("asyncOnBareExecutor").hasOnlyChildren();
		root("leaf");
	}

	@Test
	void events() throws Exception {
		this.caller.events();
		root("events").hasChildren(2, "leaf");
	}

	@Test
	void listenersOfATransactionAreBelowWhatBeganBeforeIt() {
		this.caller.transaction();
		root("transaction").hasOnlyChildren("inTransaction", "leaf");
	}

	@Test
	void futuresOnSpringsExecutor() {
		this.caller.supplyAsyncOnSpringsExecutor();
		root("supplyAsyncOnSpringsExecutor").hasOnlyChildren("leaf");
	}

	@Test
	void wrappedExecutorsAndTasks() throws Exception {
		this.caller.wrappedExecutor();
		root("wrappedExecutor").hasChildren(2, "leaf");
		this.caller.wrappedScheduler();
		root("wrappedScheduler").hasOnlyChildren();
		root("leaf");
		this.caller.wrappedForkJoinPool();
		root("wrappedForkJoinPool").hasOnlyChildren("leaf");
		this.caller.wrappedTasks();
		root("wrappedTasks").hasChildren(4, "leaf");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreads() throws Exception {
		this.caller.wrappedVirtualThreads();
		root("wrappedVirtualThreads").hasOnlyChildren("leaf");
	}

	@Test
	void eachAttemptIsAnObservation() {
		this.caller.retrying();
		root("retrying").hasChildren(3, "flaky");
		assertThat(recorder.observations().stream().filter((data) -> data.name().equals("flaky")))
			.extracting((data) -> data.level())
			.containsExactly(ObservationLevel.ERROR, ObservationLevel.ERROR, ObservationLevel.DEFAULT);
	}

	@Test
	void eachRunOfAScheduledMethodIsATrace() {
		recorder.clear();
		Awaitility.await().until(() -> jobs() >= 2);
		assertThat(recorder.traces()).filteredOn((trace) -> trace.roots().get(0).name().equals("job"))
			.allSatisfy((trace) -> assertThat(trace.observations()).hasSize(2));
	}

	@Test
	void propagationCanBeSwitchedOffAndTheApplicationsOwnSettingWins() {
		assertThat(propagates()).isEqualTo("true");
		assertThat(propagates("langfuse.observe.propagate-context=false")).isNull();
		assertThat(propagates("langfuse.observe.propagateContext=FALSE")).isNull();
		assertThat(propagates("langfuse.enabled=false")).isNull();
		assertThat(propagates("langfuse.enabled=off")).isNull();
		assertThat(propagates("langfuse.observe.propagate-context=0")).isNull();
		assertThat(propagates("langfuse.tracing-enabled=false")).isNull();
		assertThat(propagates("spring.task.execution.propagate-context=false")).isEqualTo("false");
	}

	private static String propagates(String... properties) {
		try (ConfigurableApplicationContext empty = new SpringApplicationBuilder(Object.class)
			.web(WebApplicationType.NONE)
			.properties(properties)
			.properties("spring.main.banner-mode=off")
			.run()) {
			return empty.getEnvironment().getProperty("spring.task.execution.propagate-context");
		}
	}

	private static long jobs() {
		return recorder.traces().stream().filter((trace) -> trace.roots().get(0).name().equals("job")).count();
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(ThreadsApplication.class).web(WebApplicationType.NONE)
			.properties(properties)
			.properties("spring.main.banner-mode=off")
			.run();
	}

	private static ObservationAssert root(String name) {
		await(name);
		return assertThat(recorder).hasTraceWithRoot(name);
	}

	private static void await(String name) {
		Awaitility.await().until(() -> names().contains(name));
	}

	private static List<String> names() {
		return recorder.observations().stream().map((data) -> data.name()).toList();
	}

}
