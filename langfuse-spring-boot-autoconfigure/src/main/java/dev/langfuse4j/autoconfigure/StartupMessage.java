/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import dev.langfuse4j.export.pipeline.Exporters;
import dev.langfuse4j.export.pipeline.OptionalExporter;
import dev.langfuse4j.http.Connection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The one line at start that says what will happen.
 */
final class StartupMessage {

	private static final Log logger = LogFactory.getLog(LangfuseAutoConfiguration.class);

	private StartupMessage() {
	}

	static void log(LangfuseSettings settings, LangfuseProperties properties, @Nullable Connection connection,
			Exporters exporters, List<OptionalExporter> optional) {
		logger.info(message(settings, properties, connection, exporters)
				+ optional.stream().map(OptionalExporter::startupNote).collect(Collectors.joining()));
	}

	private static String message(LangfuseSettings settings, LangfuseProperties properties,
			@Nullable Connection connection, Exporters exporters) {
		if (!settings.isActive()) {
			return "Langfuse is disabled";
		}
		String capture = settings.capture().content() ? "content is recorded"
				: "content is not recorded (metadata-only)";
		if (connection == null) {
			if (settings.isSending() && !properties.getProjects().isEmpty()) {
				return "Langfuse traces are sent to the projects "
						+ String.join(", ", properties.getProjects().keySet()) + "; the default project has no keys, "
						+ capture;
			}
			String reason = settings.hasKeys()
					? "Langfuse traces are not sent to a server: langfuse.export.enabled is false"
					: "Langfuse has no keys: set langfuse.public-key and langfuse.secret-key to send traces to a server";
			return reason + (exporters.any()
					? ". Until then, traces only go to the log, the console and exporters of the application, "
							+ capture
					: ". Without a server, langfuse.export.log=true shows traces in the log");
		}
		return "Langfuse traces are sent to " + connection.baseUrl() + " with "
				+ ((connection.credentials() != null) ? "key " + connection.keyPrefix() : "no key") + ", environment "
				+ ((settings.environment() != null) ? settings.environment() : "default") + ", sample rate "
				+ properties.getSampleRate() + ", " + capture + (properties.getProjects().isEmpty() ? ""
						: ", further projects: " + String.join(", ", properties.getProjects().keySet()));
	}

}
