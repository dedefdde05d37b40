/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.ConnectionOptions;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseCredentialsProvider;
import dev.langfuse4j.http.ProxyServer;
import dev.langfuse4j.observation.ProjectName;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The properties that say where observations go and how, checked.
 */
final class ConnectionSettings {

	private final LangfuseProperties properties;

	private final LangfuseConnectionDetails details;

	private final @Nullable SslBundles sslBundles;

	private final LiveProjects live;

	private @Nullable ConnectionOptions options;

	ConnectionSettings(LangfuseProperties properties, LangfuseConnectionDetails details,
			@Nullable SslBundles sslBundles, Environment environment,
			@Nullable Supplier<LangfuseCredentialsProvider> provider) {
		this.properties = properties;
		this.details = details;
		this.sslBundles = sslBundles;
		this.live = new LiveProjects(environment, () -> credentials(Binder.get(environment)), provider);
	}

	/**
	 * Returns the settings that may change while the application runs.
	 */
	LiveProjects live() {
		return this.live;
	}

	boolean hasKeys() {
		return this.live.hasProvider() || hasOwnKeys();
	}

	private boolean hasOwnKeys() {
		return StringUtils.hasText(publicKey()) && StringUtils.hasText(secretKey());
	}

	/**
	 * The Langfuse server, or {@code null} without keys. The keys are read anew each
	 * time.
	 */
	@Nullable Connection langfuse() {
		if (!hasKeys()) {
			return null;
		}
		return new Connection(baseUrl(), this.live.credentials(ProjectName.DEFAULT), timeout(),
				options().withHeaders(this.properties.getHeaders()));
	}

	/**
	 * The server of another project. Headers may be secrets of the server that they are
	 * meant for.
	 */
	Connection project(ProjectName name, ProjectProperties project) {
		URI url = baseUrl(name, project);
		ConnectionOptions options = url.equals(baseUrl()) ? options().withHeaders(this.properties.getHeaders())
				: options();
		return new Connection(url, this.live.credentials(name), timeout(), options);
	}

	private URI baseUrl(ProjectName name, ProjectProperties project) {
		return StringUtils.hasText(project.getBaseUrl())
				? ServerUrl.langfuse(name.property("base-url"), project.getBaseUrl()) : baseUrl();
	}

	/**
	 * The keys of the default project as they are now.
	 */
	private @Nullable Credentials credentials(Binder binder) {
		if (!areFromProperties()) {
			return LiveProjects.pair(this.details.getPublicKey(), this.details.getSecretKey());
		}
		return LiveProjects.pair(binder.bind("langfuse.public-key", String.class).orElse(null),
				binder.bind("langfuse.secret-key", String.class).orElse(null));
	}

	/**
	 * Returns the destination of traces: the Collector if there is one, otherwise the
	 * Langfuse server.
	 */
	@Nullable Connection traces() {
		URI endpoint = endpoint();
		return (endpoint != null) ? new Connection(endpoint, null, timeout(),
				options().withHeaders(this.properties.getExport().getHeaders())) : langfuse();
	}

	/**
	 * Whether traces go to a Collector.
	 */
	boolean hasCollector() {
		return endpoint() != null;
	}

	void check(ProjectName name, ProjectProperties project) {
		baseUrl(name, project);
		if (project.isEnabled() && !this.live.hasProvider() && !hasCollector()) {
			require(name.property("public-key"), project.getPublicKey());
			require(name.property("secret-key"), project.getSecretKey());
		}
	}

	private static void require(String property, @Nullable String key) {
		if (!StringUtils.hasText(key)) {
			throw new InvalidLangfusePropertyException(property, "is not set",
					"Set both keys of each project, or its property 'enabled' to false.");
		}
		checkCharacters(property, key);
	}

	void check() {
		checkKeys();
		baseUrl();
		endpoint();
		Durations.positive("langfuse.timeout", timeout());
		Durations.positive("langfuse.connect-timeout", this.properties.getConnectTimeout().value());
		HeaderRules.checkLangfuse("langfuse.headers", this.properties.getHeaders());
		HeaderRules.check("langfuse.export.headers", this.properties.getExport().getHeaders());
		ProxyProperties proxy = this.properties.getProxy();
		if (StringUtils.hasText(proxy.getHost()) && !ServerUrl.isPort(proxy.getPort())) {
			throw new InvalidLangfusePropertyException("langfuse.proxy.port", "is " + proxy.getPort(),
					"Set it to the port of the proxy, from 1 to 65535.");
		}
		options();
	}

	private Duration timeout() {
		return Durations.bounded(this.properties.getTimeout().value());
	}

	/**
	 * Returns the same instance each time, so that clients can be shared.
	 */
	private ConnectionOptions options() {
		if (this.options == null) {
			this.options = newOptions();
		}
		return this.options;
	}

	private ConnectionOptions newOptions() {
		ProxyProperties proxy = this.properties.getProxy();
		ProxyServer proxyServer = StringUtils.hasText(proxy.getHost())
				? new ProxyServer(proxy.getHost().trim(), proxy.getPort(), proxy.getUsername(), proxy.getPassword())
				: null;
		return new ConnectionOptions(Durations.bounded(this.properties.getConnectTimeout().value()), proxyServer,
				Map.of(), tls(), this.live.hasProvider());
	}

	private @Nullable Supplier<SSLContext> tls() {
		String name = this.properties.getSsl().getBundle();
		if (!StringUtils.hasText(name)) {
			return null;
		}
		try {
			if (this.sslBundles != null) {
				return new ReloadableTls(name, this.sslBundles);
			}
		}
		catch (NoSuchSslBundleException ex) {
			// Said below
		}
		throw new InvalidLangfusePropertyException("langfuse.ssl.bundle", "names '" + name + "', which does not exist",
				"Define the bundle below spring.ssl.bundle, or remove the property to use the "
						+ "trust store of the JDK.");
	}

	private URI baseUrl() {
		String property = (this.details instanceof PropertiesLangfuseConnectionDetails named) ? named.baseUrlProperty()
				: "base URL of the LangfuseConnectionDetails";
		return ServerUrl.langfuse(property, this.details.getBaseUrl());
	}

	private @Nullable URI endpoint() {
		String endpoint = this.properties.getExport().getEndpoint();
		return StringUtils.hasText(endpoint) ? ServerUrl.collector("langfuse.export.endpoint", endpoint) : null;
	}

	private void checkKeys() {
		if (this.live.hasProvider()) {
			return;
		}
		String publicKey = publicKey();
		String secretKey = secretKey();
		String publicName = nameOf("langfuse.public-key", "public key");
		String secretName = nameOf("langfuse.secret-key", "secret key");
		checkKey(publicName, publicKey, secretName, secretKey);
		checkKey(secretName, secretKey, publicName, publicKey);
		if (hasOwnKeys() && trimmed(publicKey).startsWith("sk-")) {
			throw new InvalidLangfusePropertyException(publicName, "contains a secret key",
					"Public keys begin with 'pk-lf-', secret keys with 'sk-lf-': swap " + publicName + " and "
							+ secretName + ".");
		}
	}

	private String nameOf(String property, String other) {
		return areFromProperties() ? property : other + " of the LangfuseConnectionDetails";
	}

	/**
	 * Whether the keys are those of the properties, which is also the case if a container
	 * has none.
	 */
	private boolean areFromProperties() {
		return this.details instanceof PropertiesLangfuseConnectionDetails
				|| (!StringUtils.hasText(this.details.getPublicKey())
						&& !StringUtils.hasText(this.details.getSecretKey()));
	}

	private @Nullable String publicKey() {
		return areFromProperties() ? this.properties.getPublicKey() : this.details.getPublicKey();
	}

	private @Nullable String secretKey() {
		return areFromProperties() ? this.properties.getSecretKey() : this.details.getSecretKey();
	}

	private static void checkKey(String property, @Nullable String key, String otherProperty, @Nullable String other) {
		if (!StringUtils.hasText(key) && StringUtils.hasText(other)) {
			throw new InvalidLangfusePropertyException(property, "is not set, although '" + otherProperty + "' is",
					"Set both keys of the Langfuse project, or remove both to run without a server.");
		}
		checkCharacters(property, key);
	}

	private static void checkCharacters(String property, @Nullable String key) {
		if (StringUtils.hasText(key) && !key.trim().chars().allMatch((c) -> c > ' ' && c < 127 && c != ':')) {
			throw new InvalidLangfusePropertyException(property, "contains a character that is not valid in a key",
					"Copy the key again from the settings of the Langfuse project.");
		}
	}

	private static String trimmed(@Nullable String text) {
		return (text != null) ? text.trim() : "";
	}

}
