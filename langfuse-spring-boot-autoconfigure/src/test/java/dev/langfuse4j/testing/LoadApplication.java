/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.observation.LangfuseTrace;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * An application under load, until it has made its calls or is told to end. Its last line
 * says what it knows of its observations.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class })
public class LoadApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(LoadApplication.class)
			.web(WebApplicationType.NONE)
			.run(args);
		ExportStatistics statistics = context.getBean(ExportStatistics.class);
		long heapBefore = heap();
		SpringApplication.getShutdownHandlers().add(() -> print(statistics));
		if (context.getBean(Load.class).join()) {
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(30));
			System.out.println("HEAP grown by " + (heap() - heapBefore) + " bytes");
			context.close();
		}
	}

	private static long heap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static void print(ExportStatistics statistics) {
		long lost = statistics.lost().values().stream().mapToLong(Long::longValue).sum();
		System.out.println("RESULT observed=" + statistics.observed() + " delivered=" + statistics.delivered()
				+ " spilled=" + statistics.spilled() + " lost=" + lost + " queueFull="
				+ statistics.lost().get(LossReason.QUEUE_FULL));
	}

	@Bean
	Load load(Langfuse langfuse, ExportStatistics statistics, Environment environment) {
		return new Load(langfuse, statistics, environment.getProperty("load.calls", Long.class, 0L),
				environment.getProperty("load.pause-nanos", Long.class, 0L),
				environment.getProperty("load.max-waiting", Long.class, Long.MAX_VALUE),
				environment.getProperty("load.characters", Integer.class, 100),
				environment.getProperty("load.attributes", Integer.class, 0));
	}

	/**
	 * Two threads that call. Stops before the export does, as a web server would.
	 */
	static class Load implements SmartLifecycle {

		private static final int THREADS = 2;

		private final Langfuse langfuse;

		private final ExportStatistics statistics;

		private final long calls;

		private final long pause;

		private final long maxWaiting;

		private final String text;

		private final int attributes;

		private final AtomicLong made = new AtomicLong();

		private final List<Thread> threads = new ArrayList<>();

		private volatile boolean running;

		Load(Langfuse langfuse, ExportStatistics statistics, long calls, long pause, long maxWaiting, int characters,
				int attributes) {
			this.langfuse = langfuse;
			this.statistics = statistics;
			this.maxWaiting = maxWaiting;
			this.calls = calls;
			this.pause = pause;
			this.text = "word ".repeat(characters / 5);
			this.attributes = attributes;
		}

		@Override
		public void start() {
			this.running = true;
			for (int i = 0; i < THREADS; i++) {
				Thread thread = new Thread(this::run, "load");
				thread.start();
				this.threads.add(thread);
			}
		}

		private void run() {
			while (this.running) {
				long number = this.made.incrementAndGet();
				if (this.calls > 0 && number > this.calls) {
					return;
				}
				this.langfuse.observation("call")
					.input(Map.of("number", number, "text", this.text))
					.observe(this::describeTrace);
				if (this.pause > 0) {
					LockSupport.parkNanos(this.pause);
				}
				while (this.statistics.accepted() - this.statistics.delivered() > this.maxWaiting) {
					LockSupport.parkNanos(100_000);
				}
			}
		}

		private void describeTrace() {
			LangfuseTrace trace = this.langfuse.current().trace();
			for (int i = 0; i < this.attributes; i++) {
				trace.metadata("key" + i, "attribute ".repeat(400));
			}
		}

		/**
		 * Waits for the calls.
		 * @return whether all were made
		 */
		boolean join() {
			try {
				for (Thread thread : this.threads) {
					thread.join();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return this.running;
		}

		@Override
		public void stop() {
			this.running = false;
			join();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
