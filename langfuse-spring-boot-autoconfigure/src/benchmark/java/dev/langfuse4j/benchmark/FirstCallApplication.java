/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.lang.management.ManagementFactory;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A small application that makes its first observed call, and tells how long it took.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class FirstCallApplication {

	static final String CALLED = "Called, microseconds, of these on the processor, classes, start:";

	/**
	 * The milliseconds between the start and the first call.
	 */
	static final String REST = "benchmark.rest";

	static final String PLAIN = "benchmark.plain";

	static final String SCENARIO = "benchmark.scenario";

	@Bean
	Service service() {
		return Boolean.getBoolean(PLAIN) ? new PlainService(null) : new ObserveService(null);
	}

	/**
	 * Makes the first call right after the start, unless the application rests before it.
	 */
	@Bean
	ApplicationRunner caller(Service service) {
		Scenario scenario = Scenario.valueOf(System.getProperty(SCENARIO));
		Object input = scenario.inputs()[0];
		return (arguments) -> {
			long started = System.currentTimeMillis();
			Thread.sleep(Integer.getInteger(REST, 0));
			call(service, scenario, input, started);
		};
	}

	/**
	 * Starts the application, which ends by itself.
	 * @param args none
	 */
	public static void main(String[] args) {
		SpringApplication.run(FirstCallApplication.class);
	}

	private static void call(Service service, Scenario scenario, Object input, long started) {
		long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
		long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		long first = System.nanoTime();
		scenario.call(service, input);
		long second = System.nanoTime();
		long busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
		long more = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - classes;
		long start = started - ManagementFactory.getRuntimeMXBean().getStartTime();
		System.out.println(CALLED + (second - first) / 1_000 + " " + busy / 1_000 + " " + more + " " + start * 1_000);
		Runtime.getRuntime().halt(0);
	}

}
