/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.lang.management.ManagementFactory;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
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

	@Bean
	Service service() {
		return Boolean.getBoolean(PLAIN) ? new PlainService(null) : new ObserveService(null);
	}

	public static void main(String[] args) throws InterruptedException {
		Scenario scenario = Scenario.valueOf(args[0]);
		Object input = scenario.inputs()[0];
		long starts = System.nanoTime();
		ConfigurableApplicationContext context = SpringApplication.run(FirstCallApplication.class);
		long started = System.nanoTime();
		Service service = context.getBean(Service.class);
		Thread.sleep(Integer.getInteger(REST, 0));
		long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
		long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		long first = System.nanoTime();
		scenario.call(service, input);
		long second = System.nanoTime();
		long busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
		long more = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - classes;
		List<Long> micros = List.of((second - first) / 1_000, busy / 1_000, more, (started - starts) / 1_000);
		System.out.println(CALLED + micros.toString().replaceAll("[\\[\\],]", ""));
		Runtime.getRuntime().halt(0);
	}

}
