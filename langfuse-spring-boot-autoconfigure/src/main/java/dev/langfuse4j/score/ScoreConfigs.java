/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The score configs of the projects, by name. Read in the background when somebody asks
 * for one, and again when what is known is old: to ask never blocks. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ScoreConfigs {

	private static final long TTL = Duration.ofMinutes(5).toNanos();

	/**
	 * Delay before configs are read again for an unknown config, or after a failure.
	 */
	private static final long RETRY = Duration.ofSeconds(10).toNanos();

	private final LangfuseApiClients clients;

	private final LongSupplier ticks;

	private final ScoreConfigReader reader = new ScoreConfigReader();

	private final Map<String, Known> projects = new ConcurrentHashMap<>();

	/**
	 * Creates configs of which none is known yet.
	 * @param clients ask the servers
	 * @param ticks the clock, in nanoseconds
	 */
	public ScoreConfigs(LangfuseApiClients clients, LongSupplier ticks) {
		this.clients = clients;
		this.ticks = ticks;
	}

	/**
	 * Checks a score against the config that it names, and completes it.
	 * @param score the score
	 * @return the score, with the id of its config as far as that is known
	 * @throws IllegalArgumentException if the server would drop it
	 */
	public ScoreData apply(ScoreData score) {
		ScoreConfigRef ref = score.config();
		if (ref == null || ref.name() == null || ref.id() != null) {
			return score;
		}
		ScoreConfig config = find(score.project(), ref.name());
		if (config == null) {
			return score;
		}
		String objection = config.objection(score.type(), score.number(),
				(score.text() != null) ? score.text().asText() : null);
		if (objection != null) {
			throw new IllegalArgumentException("Score config '" + ref.name() + "' " + objection);
		}
		return new ScoreData(score.id(), score.project(), score.name(), score.type(), score.number(), score.text(),
				score.target(), score.comment(), score.metadata(), score.environment(),
				new ScoreConfigRef(config.id(), ref.name()), score.timestamp());
	}

	/**
	 * Finds a config.
	 * @return {@code null} while it is not known whether there is one
	 * @throws IllegalArgumentException if there is none
	 */
	private @Nullable ScoreConfig find(String project, String name) {
		LangfuseApiClient client = this.clients.find(project);
		if (client == null) {
			return null;
		}
		Known known = this.projects.computeIfAbsent(project, (key) -> new Known());
		Map<String, ScoreConfig> configs = known.configs;
		ScoreConfig found = (configs != null) ? configs.get(name) : null;
		boolean asks = known.ask(this.ticks.getAsLong(), (configs != null && found != null) ? TTL : RETRY);
		if (asks) {
			this.reader.read(client, known::learn, known::end);
		}
		if (configs != null && found == null && !asks && !known.asking) {
			throw new IllegalArgumentException("There is no score config '" + name + "' in the project '" + project
					+ "': create it in Langfuse, or remove configName(…)");
		}
		return found;
	}

	/**
	 * The known configs of a project.
	 */
	private static final class Known {

		private volatile @Nullable Map<String, ScoreConfig> configs;

		private volatile boolean asking;

		private @Nullable Long asked;

		void learn(Map<String, ScoreConfig> configs) {
			this.configs = configs;
		}

		void end() {
			this.asking = false;
		}

		/**
		 * Whether to ask now.
		 * @param after the nanoseconds since it was asked last
		 */
		synchronized boolean ask(long now, long after) {
			if (this.asking || (this.asked != null && now - this.asked < after)) {
				return false;
			}
			this.asking = true;
			this.asked = now;
			return true;
		}

	}

}
