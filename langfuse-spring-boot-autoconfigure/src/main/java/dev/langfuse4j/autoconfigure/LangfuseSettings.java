/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.langfuse4j.autoconfigure.CaptureProperties.TypeProperties;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.export.DuplicateDetection;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.RetrySettings;
import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.Destination;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mask.BuiltInMasker;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.mask.NamedSecretMasker;
import dev.langfuse4j.mask.SecretNames;
import dev.langfuse4j.observation.ObservationType;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The properties, checked and in the terms of the rooms that use them. Read when beans
 * are made, not in conditions, which ahead-of-time processing would freeze.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseSettings {

	/**
	 * The environments that Langfuse accepts. It drops observations with any other.
	 */
	private static final Pattern ENVIRONMENT = Pattern.compile("(?!langfuse)[a-z0-9_-]{1,40}");

	private final LangfuseProperties properties;

	private final boolean active;

	private final ConnectionSettings connection;

	private final ProjectSettings projects;

	private final OpenTelemetryVariables variables;

	LangfuseSettings(LangfuseProperties properties, LangfuseActivation activation, ConnectionSettings connection,
			OpenTelemetryVariables variables) {
		this.properties = properties;
		this.active = activation.isActive();
		this.variables = variables;
		this.connection = connection;
		this.projects = new ProjectSettings(properties, connection);
		if (this.active) {
			check();
		}
	}

	boolean isActive() {
		return this.active;
	}

	boolean hasKeys() {
		return this.connection.hasKeys();
	}

	/**
	 * Returns the destination of traces, or {@code null} if nothing is sent. The keys are
	 * read anew each time.
	 */
	@Nullable Connection connection() {
		return isSending() ? this.connection.traces() : null;
	}

	boolean isSending() {
		return this.active && this.properties.getExport().isEnabled();
	}

	/**
	 * Whether traces are shown in the log.
	 */
	boolean isLogging() {
		return this.active && this.properties.getExport().isLog();
	}

	/**
	 * The share of traces that are recorded unless the application has a sampler of its
	 * own.
	 */
	double sampleRate() {
		return this.active ? this.properties.getSampleRate() : 0;
	}

	/**
	 * Why a project has no client for the API.
	 */
	String absence() {
		if (!this.active) {
			return "Langfuse is disabled";
		}
		return isSending() ? "Langfuse has no keys. Set langfuse.public-key and langfuse.secret-key"
				: "requests to the server are disabled, because langfuse.export.enabled is false";
	}

	/**
	 * Returns the destination of the traces of each project.
	 */
	Map<String, Destination> destinations(ResourceAttributes resource) {
		return this.projects.destinations(connection(), isSending(), resource);
	}

	/**
	 * Creates an encoder for code that shows the encoded observations.
	 */
	OtlpEncoder encoder(String project, ResourceAttributes resource) {
		return this.projects.encoder(project, resource);
	}

	/**
	 * Stops the start if an annotation names a project that there is not.
	 */
	void checkAnnotatedProject(String name, String method) {
		if (this.active) {
			this.projects.checkAnnotated(name, method);
		}
	}

	/**
	 * The Langfuse server of each project that has keys, also when traces go to a
	 * Collector.
	 */
	Map<String, Connection> servers() {
		return this.active ? this.projects.servers() : Map.of();
	}

	@Nullable String environment() {
		String configured = StringUtils.hasText(this.properties.getEnvironment())
				? this.properties.getEnvironment().trim() : textOrNull(this.properties.getTracingEnvironment());
		return (configured != null) ? configured : this.variables.environment(ENVIRONMENT.asMatchPredicate());
	}

	@Nullable String release() {
		return textOrNull(this.properties.getRelease());
	}

	CaptureSettings capture() {
		CaptureProperties capture = this.properties.getCapture();
		CaptureSwitches switches = new CaptureSwitches(capture.isInput(), capture.isOutput(), capture.isMetadata(),
				capture.isErrors());
		Map<String, CaptureSwitches> byType = new HashMap<>();
		capture.getTypes().forEach((type, own) -> byType.put(type.value(), switches(own, switches)));
		Map<String, CaptureSwitches> ofMethods = new HashMap<>();
		if (!this.properties.getObserve().isDecoratorIoCaptureEnabled()) {
			for (ObservationType type : ObservationType.values()) {
				ofMethods.put(type.value(), ofMethods(capture, type));
			}
		}
		return new CaptureSettings(capture.getMode() == CaptureProperties.Mode.FULL, switches, Map.copyOf(byType),
				Map.copyOf(ofMethods), capture.isStackTrace(), capture.getMaxTextLength(), capture.getMaxTotalLength(),
				capture.getMaxDepth(), capture.getMaxElements(),
				this.properties.getObserve().getDetectDuplicates() != DuplicateDetection.OFF);
	}

	/**
	 * Input and output of methods are off by a switch of their own, unless one of those
	 * of all observations says so explicitly.
	 */
	private static CaptureSwitches ofMethods(CaptureProperties capture, ObservationType type) {
		CaptureSwitches all = new CaptureSwitches(capture.isInputSet() && capture.isInput(),
				capture.isOutputSet() && capture.isOutput(), capture.isMetadata(), capture.isErrors());
		TypeProperties own = capture.getTypes().get(type);
		return (own != null) ? switches(own, all) : all;
	}

	private static CaptureSwitches switches(TypeProperties own, CaptureSwitches all) {
		return new CaptureSwitches(orElse(own.getInput(), all.input()), orElse(own.getOutput(), all.output()),
				orElse(own.getMetadata(), all.metadata()), orElse(own.getErrors(), all.errors()));
	}

	private static boolean orElse(@Nullable Boolean own, boolean all) {
		return (own != null) ? own : all;
	}

	/**
	 * Returns the built-in maskers, which run before those of the application.
	 */
	List<ContentMasker> maskers() {
		CaptureProperties capture = this.properties.getCapture();
		List<ContentMasker> maskers = new ArrayList<>();
		SecretNames names = new SecretNames(capture.getRedactNames());
		if (!names.isEmpty()) {
			maskers.add(new NamedSecretMasker(names));
		}
		capture.getMaskers().stream().sorted().map(BuiltInMasker::create).forEach(maskers::add);
		return maskers;
	}

	ExportSettings export() {
		ExportProperties export = this.properties.getExport();
		return new ExportSettings(export.getMaxQueueSize(), this.projects.queueBytes(), export.getOverflow(),
				this.properties.getFlushAt(), Durations.bounded(this.properties.getFlushInterval().value()),
				(int) Math.min(Integer.MAX_VALUE, export.getMaxBatchBytes().toBytes()), export.getMaxInFlight(),
				RetrySettings.of(Durations.bounded(export.getInitialBackoff()),
						Durations.bounded(export.getMaxBackoff()), export.getRetryBudget()),
				Durations.bounded(export.getShutdownTimeout()), spill(export.getSpill()),
				this.properties.getObserve().getDetectDuplicates(), export.getCompression());
	}

	private static @Nullable SpillSettings spill(SpillProperties spill) {
		return (spill.getDirectory() != null) ? new SpillSettings(spill.getDirectory().toAbsolutePath(),
				spill.getMaxBytes().toBytes(), Durations.bounded(spill.getMaxAge())) : null;
	}

	/**
	 * Describes the settings in force, without any secret.
	 * @return names and values
	 */
	public Map<String, Object> describe() {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("enabled", this.active);
		Connection connection = connection();
		description.put("server", (connection != null) ? connection.baseUrl().toString() : "none");
		description.put("publicKey", (connection != null) ? connection.keyPrefix() : "none");
		description.put("environment", (environment() != null) ? environment() : "default");
		description.put("sampleRate", this.properties.getSampleRate());
		description.put("captureMode", this.properties.getCapture().getMode());
		description.put("flushAt", this.properties.getFlushAt());
		description.put("flushInterval", this.properties.getFlushInterval().value());
		ExportProperties export = this.properties.getExport();
		description.put("maxQueueSize", export.getMaxQueueSize());
		description.put("maxQueueBytes", this.projects.queueBytes());
		description.put("overflow", export.getOverflow());
		return description;
	}

	private void check() {
		this.connection.check();
		if (environment() != null) {
			checkEnvironment("langfuse.environment", environment());
		}
		this.projects.check();
		double rate = this.properties.getSampleRate();
		if (!(rate >= 0 && rate <= 1)) {
			throw new InvalidLangfusePropertyException("langfuse.sample-rate", "is " + rate,
					"Set it to a share from 0 (no trace) to 1 (all traces).");
		}
		Durations.positive("langfuse.flush-interval", this.properties.getFlushInterval().value());
		positive("langfuse.flush-at", this.properties.getFlushAt());
		CaptureProperties capture = this.properties.getCapture();
		positive("langfuse.capture.max-text-length", capture.getMaxTextLength());
		positive("langfuse.capture.max-total-length", capture.getMaxTotalLength());
		positive("langfuse.capture.max-depth", capture.getMaxDepth());
		positive("langfuse.capture.max-elements", capture.getMaxElements());
		ExportProperties export = this.properties.getExport();
		positive("langfuse.export.max-queue-size", export.getMaxQueueSize());
		positive("langfuse.export.max-queue-bytes", export.getMaxQueueBytes().toBytes());
		positive("langfuse.export.max-total-queue-bytes", export.getMaxTotalQueueBytes().toBytes());
		positive("langfuse.export.max-batch-bytes", export.getMaxBatchBytes().toBytes());
		positive("langfuse.export.max-in-flight", export.getMaxInFlight());
		positive("langfuse.export.spill.max-bytes", export.getSpill().getMaxBytes().toBytes());
		Durations.positive("langfuse.export.spill.max-age", export.getSpill().getMaxAge());
		positive("langfuse.export.retry-budget", export.getRetryBudget());
		Durations.positive("langfuse.export.initial-backoff", export.getInitialBackoff());
		Durations.positive("langfuse.export.max-backoff", export.getMaxBackoff());
	}

	static void checkEnvironment(String property, String environment) {
		if (!ENVIRONMENT.matcher(environment).matches()) {
			throw new InvalidLangfusePropertyException(property, "is '" + environment + "'",
					"Use at most 40 lower-case letters, digits, '-' and '_', not beginning with 'langfuse'.");
		}
	}

	private static void positive(String property, long value) {
		if (value <= 0) {
			throw InvalidLangfusePropertyException.notPositive(property);
		}
	}

	private static @Nullable String textOrNull(@Nullable String text) {
		return StringUtils.hasText(text) ? text.trim() : null;
	}

}
