/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import reactor.core.publisher.Hooks;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A web application on a real server, with a Langfuse server of its own.
 */
public final class WebApplication implements AutoCloseable {

	private static final HttpClient client = HttpClient.newHttpClient();

	private final LangfuseServer langfuse = new LangfuseServer();

	private final ConfigurableApplicationContext context;

	public WebApplication(WebApplicationType type, Class<?> source, String... properties) {
		List<String> arguments = new ArrayList<>(Stream.of(properties).map((property) -> "--" + property).toList());
		arguments.addAll(List.of("--server.port=0", "--spring.main.banner-mode=off",
				"--langfuse.base-url=" + this.langfuse.url(), "--langfuse.public-key=pk-lf-1",
				"--langfuse.secret-key=sk-lf-1"));
		// Two in one process share Netty's threads: which the first takes along the
		// second waits for
		arguments.add("--server.shutdown=immediate");
		this.context = new SpringApplicationBuilder(source).web(type).run(arguments.toArray(String[]::new));
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public int port() {
		return Integer.parseInt(Objects.requireNonNull(this.context.getEnvironment().getProperty("local.server.port")));
	}

	public HttpResponse<String> get(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
			.timeout(Duration.ofSeconds(20));
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the observations that have arrived, once there are as many.
	 */
	public List<Span> spans(int count) {
		// One too many may be that of the request, which ends after its response
		await().pollDelay(Duration.ofMillis(100)).atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(bean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
			assertThat(this.langfuse.spans()).hasSizeGreaterThanOrEqualTo(count);
		});
		assertThat(this.langfuse.spans()).hasSize(count);
		return this.langfuse.spans();
	}

	/**
	 * Forgets what has arrived.
	 */
	public void forget() {
		this.langfuse.clear();
	}

	public List<LangfuseServer.Received> exports() {
		return this.langfuse.requests();
	}

	public Span span(String name) {
		return this.langfuse.span(name);
	}

	@Override
	public void close() {
		this.context.close();
		this.langfuse.close();
		// spring.reactor.context-propagation=auto is for all that follow, too
		Hooks.disableAutomaticContextPropagation();
	}

}
