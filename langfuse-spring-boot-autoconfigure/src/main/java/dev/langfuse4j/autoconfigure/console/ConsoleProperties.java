/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The console, which shows traces in the browser.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.console")
public class ConsoleProperties {

	/**
	 * Whether the application serves a page that shows its latest traces. The content of
	 * prompts is then kept in memory.
	 */
	private boolean enabled;

	/**
	 * Path of the page.
	 */
	private String path = "/langfuse";

	/**
	 * Number of traces to keep. The oldest ones are removed first.
	 */
	private int maxTraces = 500;

	/**
	 * Approximate maximum memory of the traces.
	 */
	private DataSize maxBytes = DataSize.ofMegabytes(32);

	/**
	 * Whether to accept requests from other machines, including those that a proxy, a
	 * tunnel or a sidecar forwards.
	 */
	private boolean allowRemote;

	/**
	 * Further host names under which browsers may open the page, in addition to those of
	 * this machine.
	 */
	private List<String> allowedHosts = new ArrayList<>();

	/**
	 * Token that requests must contain, of at least 16 letters, digits, '-' and '_'. By
	 * default, a new token is created and logged on each start. 'off' requires no token.
	 */
	private @Nullable String token;

	/**
	 * Prices in US dollars per million tokens, by model and usage bucket, such as
	 * 'gpt-4o-mini.input'. They apply to model calls without a cost of their own.
	 */
	private final Map<String, Map<String, Double>> prices = new LinkedHashMap<>();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public int getMaxTraces() {
		return this.maxTraces;
	}

	public void setMaxTraces(int maxTraces) {
		this.maxTraces = maxTraces;
	}

	public DataSize getMaxBytes() {
		return this.maxBytes;
	}

	public void setMaxBytes(DataSize maxBytes) {
		this.maxBytes = maxBytes;
	}

	public boolean isAllowRemote() {
		return this.allowRemote;
	}

	public void setAllowRemote(boolean allowRemote) {
		this.allowRemote = allowRemote;
	}

	public List<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(List<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

	public @Nullable String getToken() {
		return this.token;
	}

	public void setToken(@Nullable String token) {
		this.token = token;
	}

	public Map<String, Map<String, Double>> getPrices() {
		return this.prices;
	}

}
