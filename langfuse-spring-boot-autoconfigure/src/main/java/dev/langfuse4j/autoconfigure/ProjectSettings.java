/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.Destination;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.observation.ProjectName;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The properties of the projects, checked.
 */
final class ProjectSettings {

	/**
	 * Only such a name can be found again in each kind of property source.
	 */
	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

	private final LangfuseProperties properties;

	private final ConnectionSettings connection;

	ProjectSettings(LangfuseProperties properties, ConnectionSettings connection) {
		this.properties = properties;
		this.connection = connection;
	}

	void check() {
		this.properties.getProjects().forEach((name, project) -> {
			ProjectName projectName = new ProjectName(name);
			if (!NAME.matcher(name).matches() || projectName.isDefault()) {
				throw new InvalidLangfusePropertyException("langfuse.projects",
						"has a project '" + Escape.line(name, 64) + "'",
						"Use at most 64 lower-case letters, digits and '-' as the name. The keys of "
								+ "'default' are langfuse.public-key and langfuse.secret-key.");
			}
			this.connection.check(projectName, project);
			String environment = environment(project);
			if (environment != null) {
				LangfuseSettings.checkEnvironment(projectName.property("environment"), environment);
			}
		});
		if (!this.properties.getProjects().isEmpty() && this.connection.hasCollector()
				&& !StringUtils.hasText(this.properties.getExport().getEndpointProjectAttribute())) {
			throw new InvalidLangfusePropertyException("langfuse.export.endpoint-project-attribute",
					"is not set, although there are several projects",
					"Set it to the name of the resource attribute by which the Collector "
							+ "distinguishes the projects.");
		}
	}

	/**
	 * Stops the start if an annotation names a project that there is not. While no server
	 * gets anything, names do not matter.
	 */
	void checkAnnotated(String name, String method) {
		boolean known = new ProjectName(name).isDefault() || this.properties.getProjects().containsKey(name);
		if (!known && (this.connection.traces() != null || !this.properties.getProjects().isEmpty())) {
			throw new InvalidLangfusePropertyException("langfuse.projects." + Escape.line(name, 64),
					"is not set, although @ObserveTrace on " + method + " names the project",
					"Set its keys, or correct the attribute 'project'.");
		}
	}

	/**
	 * Returns the destination of the traces of each project.
	 * @param home where those of the default project go, if anywhere
	 * @param sending whether anything is sent at all
	 * @param resource what all observations have in common
	 */
	Map<String, Destination> destinations(@Nullable Connection home, boolean sending, ResourceAttributes resource) {
		Map<String, Destination> destinations = new LinkedHashMap<>();
		destinations.put(ProjectName.DEFAULT.value(),
				new Destination(home, encoder(ProjectName.DEFAULT.value(), resource), Destination.ALWAYS));
		this.properties.getProjects().forEach((name, project) -> {
			Connection connection = null;
			if (sending) {
				connection = this.connection.hasCollector() ? home
						: this.connection.project(new ProjectName(name), project);
			}
			destinations.put(name, new Destination(connection, encoder(name, resource),
					this.connection.live().enabled(new ProjectName(name))));
		});
		return destinations;
	}

	/**
	 * The server of each project that is enabled and has keys.
	 */
	Map<String, Connection> servers() {
		Map<String, Connection> servers = new LinkedHashMap<>();
		Connection home = this.connection.langfuse();
		if (home != null) {
			servers.put(ProjectName.DEFAULT.value(), home);
		}
		this.properties.getProjects().forEach((name, project) -> {
			boolean keys = this.connection.live().hasProvider()
					|| (StringUtils.hasText(project.getPublicKey()) && StringUtils.hasText(project.getSecretKey()));
			if (project.isEnabled() && keys) {
				servers.put(name, this.connection.project(new ProjectName(name), project));
			}
		});
		return servers;
	}

	/**
	 * A new encoder for the observations of a project.
	 * @param project the name of the project
	 * @param resource what all observations have in common
	 */
	OtlpEncoder encoder(String project, ResourceAttributes resource) {
		ProjectProperties named = this.properties.getProjects().get(project);
		String environment = (named != null) ? environment(named) : null;
		ResourceAttributes own = (environment != null) ? resource.withEnvironment(environment) : resource;
		String attribute = this.properties.getExport().getEndpointProjectAttribute();
		return new OtlpEncoder((StringUtils.hasText(attribute) && this.connection.hasCollector())
				? own.with(attribute.trim(), project) : own);
	}

	/**
	 * The memory for the queue of each project.
	 */
	long queueBytes() {
		long total = this.properties.getExport().getMaxTotalQueueBytes().toBytes();
		return Math.min(this.properties.getExport().getMaxQueueBytes().toBytes(),
				Math.max(1, total / (this.properties.getProjects().size() + 1)));
	}

	private static @Nullable String environment(ProjectProperties project) {
		return StringUtils.hasText(project.getEnvironment()) ? project.getEnvironment().trim() : null;
	}

}
