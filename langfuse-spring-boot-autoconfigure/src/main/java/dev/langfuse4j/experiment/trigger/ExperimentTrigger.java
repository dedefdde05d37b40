/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment.trigger;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.langfuse4j.http.SignedWebhook;
import dev.langfuse4j.http.WebhookSignature;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Escape;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.function.SingletonSupplier;

/**
 * Receives the requests of Langfuse to run experiments, and runs each on a thread of its
 * own, one at a time for each dataset. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ExperimentTrigger implements SignedWebhook, AutoCloseable {

	private static final Log logger = LogFactory.getLog(ExperimentTrigger.class);

	private static final int MAX_BODY = 1_048_576;

	private static final int MAX_NAME = 100;

	private final WebhookSignature signature;

	private final Clock clock;

	private final SingletonSupplier<Map<String, ExperimentDefinition>> definitions;

	private final Map<String, Thread> running = new ConcurrentHashMap<>();

	/**
	 * The signatures that were accepted, while they are valid, with the time they are
	 * forgotten at.
	 */
	private final Map<String, Instant> seen = new HashMap<>();

	/**
	 * Creates a trigger.
	 * @param secret the secret that Langfuse shows
	 * @param clock tells the age of signatures
	 * @param definitions the experiments, asked for at the first request
	 */
	public ExperimentTrigger(String secret, Clock clock, Supplier<Stream<ExperimentDefinition>> definitions) {
		this.signature = new WebhookSignature(secret, clock);
		this.clock = clock;
		this.definitions = SingletonSupplier.of(() -> definitions.get()
			.collect(Collectors.toMap(ExperimentDefinition::dataset, (definition) -> definition)));
	}

	@Override
	public int maxBody() {
		return MAX_BODY;
	}

	/**
	 * Receives a request.
	 * @return the status to answer with: 202, 401 without a valid signature, 400 for
	 * anything but a request to run an experiment, 404 for a dataset without an
	 * experiment, 409 while it runs or if this very request was received before
	 */
	@Override
	public int receive(@Nullable String header, byte[] body) {
		if (header == null || !this.signature.isValid(header, body)) {
			return 401;
		}
		ExperimentRequest request = read(body);
		if (request == null) {
			return 400;
		}
		ExperimentDefinition definition = this.definitions.obtain().get(request.datasetName());
		if (definition == null) {
			return 404;
		}
		return (isNew(header) && start(definition, request)) ? 202 : 409;
	}

	/**
	 * A request that somebody has recorded starts nothing once more.
	 */
	private boolean isNew(String header) {
		Instant now = this.clock.instant();
		synchronized (this.seen) {
			this.seen.values().removeIf((until) -> until.isBefore(now));
			return this.seen.putIfAbsent(header, now.plus(WebhookSignature.MAX_AGE.multipliedBy(2))) == null;
		}
	}

	private boolean start(ExperimentDefinition definition, ExperimentRequest request) {
		String name = request.datasetName();
		// Inherits nothing of the request
		Thread thread = new Thread(null, () -> run(definition, request), "langfuse-experiment", 0, false);
		thread.setDaemon(true);
		if (this.running.putIfAbsent(name, thread) != null) {
			return false;
		}
		try {
			thread.start();
			return true;
		}
		catch (Throwable ex) {
			this.running.remove(name);
			throw ex;
		}
	}

	private void run(ExperimentDefinition definition, ExperimentRequest request) {
		String name = Escape.line(request.datasetName(), MAX_NAME);
		try {
			logger.info("Langfuse started the experiment of the dataset '" + name + "'");
			definition.run(request);
			logger.info("The experiment of the dataset '" + name + "' has ended");
		}
		catch (Throwable ex) {
			// Its message may have content
			logger.error("The experiment of the dataset '" + name + "' failed: " + ex.getClass().getName());
		}
		finally {
			this.running.remove(request.datasetName());
		}
	}

	/**
	 * Returns the datasets whose experiments run.
	 * @return their names
	 */
	public Set<String> running() {
		return Set.copyOf(this.running.keySet());
	}

	/**
	 * Interrupts the experiments that run.
	 */
	@Override
	public void close() {
		this.running.values().forEach(Thread::interrupt);
	}

	private static @Nullable ExperimentRequest read(byte[] body) {
		try {
			JsonNode json = JsonMapper.shared().readTree(body);
			JsonNode payload = json.path("payload");
			String name = json.path("datasetName").asString("");
			return name.isEmpty() ? null
					: new ExperimentRequest(json.path("projectId").asString(""), json.path("datasetId").asString(""),
							name, (payload.isMissingNode() || payload.isNull()) ? null
									: JsonMapper.shared().treeToValue(payload, Object.class));
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
