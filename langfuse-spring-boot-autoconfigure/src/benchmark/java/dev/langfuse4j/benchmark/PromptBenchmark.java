/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpServer;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.prompt.LangfusePromptAutoConfiguration;
import dev.langfuse4j.prompt.LangfusePrompts;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;

/**
 * Gets a cached prompt of about 2 kB and compiles it, compared with the same text in the
 * code whose variables are replaced.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PromptBenchmark {

	private static final String TEMPLATE = "You rank candidates for {{role}}. " + "Answer in one sentence. ".repeat(40)
			+ "The skills: {{skills}}. " + "Give the reason first. ".repeat(45) + "Candidate: {{candidate}}";

	/**
	 * The code that fills in the variables.
	 */
	@Param({ "raw", "cached" })
	public String contestant;

	private final String role = "platform engineer";

	private final String skills = "Java, Kubernetes, PostgreSQL";

	private final String candidate = "Ada, eleven years of Java, five of them with Kubernetes";

	private HttpServer server;

	private ConfigurableApplicationContext context;

	private Supplier<String> compiled;

	@Setup(Level.Trial)
	public void open() throws Exception {
		byte[] answer = JsonMapper.shared().writeValueAsBytes(new Body("ranking", 3, "text", TEMPLATE));
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		this.server.start();
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("logging.level.root=warn", "langfuse.public-key=pk-lf-benchmark",
					"langfuse.secret-key=sk-lf-benchmark",
					"langfuse.base-url=http://localhost:" + this.server.getAddress().getPort())
			.run();
		LangfusePrompts prompts = this.context.getBean(LangfusePrompts.class);
		Supplier<String> cached = () -> prompts.text("ranking")
			.get()
			.with("role", this.role)
			.with("skills", this.skills)
			.with("candidate", this.candidate)
			.text();
		Assert.state(cached.get().equals(replaced()) && prompts.text("ranking").get().version() == 3,
				"The prompt did not come from the server");
		this.compiled = this.contestant.equals("raw") ? this::replaced : cached;
	}

	@TearDown(Level.Trial)
	public void close() {
		this.context.close();
		this.server.stop(0);
	}

	@Benchmark
	public String compile() {
		return this.compiled.get();
	}

	private String replaced() {
		return TEMPLATE.replace("{{role}}", this.role)
			.replace("{{skills}}", this.skills)
			.replace("{{candidate}}", this.candidate);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class,
			LangfusePromptAutoConfiguration.class })
	static class Application {

	}

	record Body(String name, int version, String type, String prompt) {

	}

}
