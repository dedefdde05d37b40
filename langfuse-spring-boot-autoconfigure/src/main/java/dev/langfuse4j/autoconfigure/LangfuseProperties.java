/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties under {@code langfuse}.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse")
public class LangfuseProperties {

	/**
	 * Whether to record observations. When disabled, the beans are still present and
	 * calls to them are no-ops.
	 */
	private boolean enabled = true;

	/**
	 * Same as 'enabled', for the environment variable LANGFUSE_TRACING_ENABLED of the
	 * official SDKs. Both must be true.
	 */
	private boolean tracingEnabled = true;

	/**
	 * Whether to log at level DEBUG. The logging level of 'dev.langfuse4j' takes
	 * precedence.
	 */
	private boolean debug;

	/**
	 * Public key of the Langfuse project. Without both keys, nothing is sent to a server.
	 */
	private @Nullable String publicKey;

	/**
	 * Secret key of the Langfuse project.
	 */
	private @Nullable String secretKey;

	/**
	 * URL of the Langfuse server. The default is https://cloud.langfuse.com, the European
	 * region of Langfuse Cloud.
	 */
	private @Nullable String baseUrl;

	/**
	 * Same as 'base-url', which takes precedence, for the environment variable
	 * LANGFUSE_HOST of the official SDKs.
	 */
	private @Nullable String host;

	/**
	 * Environment that the application runs in, such as 'production'. Without it,
	 * Langfuse shows 'default'.
	 */
	private @Nullable String environment;

	/**
	 * Same as 'environment', which takes precedence, for the environment variable
	 * LANGFUSE_TRACING_ENVIRONMENT of the official SDKs.
	 */
	private @Nullable String tracingEnvironment;

	/**
	 * Deployed release. The default is the git commit, otherwise the version of the
	 * build, if Spring Boot knows them.
	 */
	private @Nullable String release;

	/**
	 * Share of traces to record, from 0 to 1.
	 */
	private double sampleRate = 1.0;

	/**
	 * Timeout of a request to the server. A plain number is in seconds.
	 */
	private SecondsOrDuration timeout = SecondsOrDuration.ofSeconds(10);

	/**
	 * Timeout of opening a connection to the server. A plain number is in seconds.
	 */
	private SecondsOrDuration connectTimeout = SecondsOrDuration.ofSeconds(5);

	/**
	 * Whether to verify the credentials on startup. 'log' logs the result, 'fail' fails
	 * startup when verification is unsuccessful.
	 */
	private StartupCheckMode check = StartupCheckMode.OFF;

	/**
	 * Headers to add to each request to the Langfuse server, such as for a gateway.
	 */
	private final Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Number of observations in a batch.
	 */
	private int flushAt = 512;

	/**
	 * Time after which a smaller batch is sent. A plain number is in seconds.
	 */
	private SecondsOrDuration flushInterval = SecondsOrDuration.ofSeconds(5);

	/**
	 * Further projects by name, each with 'enabled', 'public-key', 'secret-key',
	 * 'base-url' and 'environment'. The keys above belong to the project 'default'.
	 */
	private final Map<String, ProjectProperties> projects = new LinkedHashMap<>();

	@NestedConfigurationProperty
	private final ProxyProperties proxy = new ProxyProperties();

	@NestedConfigurationProperty
	private final SslProperties ssl = new SslProperties();

	@NestedConfigurationProperty
	private final CaptureProperties capture = new CaptureProperties();

	@NestedConfigurationProperty
	private final ExportProperties export = new ExportProperties();

	@NestedConfigurationProperty
	private final ObserveProperties observe = new ObserveProperties();

	@NestedConfigurationProperty
	private final HealthProperties health = new HealthProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isTracingEnabled() {
		return this.tracingEnabled;
	}

	public void setTracingEnabled(boolean tracingEnabled) {
		this.tracingEnabled = tracingEnabled;
	}

	public boolean isDebug() {
		return this.debug;
	}

	public void setDebug(boolean debug) {
		this.debug = debug;
	}

	public @Nullable String getPublicKey() {
		return this.publicKey;
	}

	public void setPublicKey(@Nullable String publicKey) {
		this.publicKey = publicKey;
	}

	public @Nullable String getSecretKey() {
		return this.secretKey;
	}

	public void setSecretKey(@Nullable String secretKey) {
		this.secretKey = secretKey;
	}

	public @Nullable String getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(@Nullable String baseUrl) {
		this.baseUrl = baseUrl;
	}

	public @Nullable String getHost() {
		return this.host;
	}

	public void setHost(@Nullable String host) {
		this.host = host;
	}

	public @Nullable String getEnvironment() {
		return this.environment;
	}

	public void setEnvironment(@Nullable String environment) {
		this.environment = environment;
	}

	public @Nullable String getTracingEnvironment() {
		return this.tracingEnvironment;
	}

	public void setTracingEnvironment(@Nullable String tracingEnvironment) {
		this.tracingEnvironment = tracingEnvironment;
	}

	public @Nullable String getRelease() {
		return this.release;
	}

	public void setRelease(@Nullable String release) {
		this.release = release;
	}

	public double getSampleRate() {
		return this.sampleRate;
	}

	public void setSampleRate(double sampleRate) {
		this.sampleRate = sampleRate;
	}

	public SecondsOrDuration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(SecondsOrDuration timeout) {
		this.timeout = timeout;
	}

	public SecondsOrDuration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(SecondsOrDuration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public StartupCheckMode getCheck() {
		return this.check;
	}

	public void setCheck(StartupCheckMode check) {
		this.check = check;
	}

	public Map<String, String> getHeaders() {
		return this.headers;
	}

	public Map<String, ProjectProperties> getProjects() {
		return this.projects;
	}

	public ProxyProperties getProxy() {
		return this.proxy;
	}

	public SslProperties getSsl() {
		return this.ssl;
	}

	public int getFlushAt() {
		return this.flushAt;
	}

	public void setFlushAt(int flushAt) {
		this.flushAt = flushAt;
	}

	public SecondsOrDuration getFlushInterval() {
		return this.flushInterval;
	}

	public void setFlushInterval(SecondsOrDuration flushInterval) {
		this.flushInterval = flushInterval;
	}

	public CaptureProperties getCapture() {
		return this.capture;
	}

	public ExportProperties getExport() {
		return this.export;
	}

	public HealthProperties getHealth() {
		return this.health;
	}

	public ObserveProperties getObserve() {
		return this.observe;
	}

}
