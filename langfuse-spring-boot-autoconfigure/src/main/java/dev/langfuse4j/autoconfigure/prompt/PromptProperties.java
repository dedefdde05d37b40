/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.prompt.PromptSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of prompts.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.prompt")
public class PromptProperties {

	/**
	 * Age at which a cached prompt is refreshed in the background. With zero, each call
	 * requests the prompt from the server. A plain number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration cacheTtl = Duration.ofSeconds(60);

	/**
	 * Same as 'cache-ttl' in seconds, which takes precedence, for the environment
	 * variable LANGFUSE_PROMPT_CACHE_DEFAULT_TTL_SECONDS of the official SDKs.
	 */
	private @Nullable Integer cacheDefaultTtlSeconds;

	/**
	 * Maximum time that a call waits for a prompt that is not cached, including retries.
	 * A plain number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration timeout = Duration.ofSeconds(3);

	/**
	 * Number of retries of a request that the server did not answer, or answered with
	 * 408, 429 or 5xx.
	 */
	private int retries = 1;

	/**
	 * Maximum number of prompts in the cache. The least recently used ones are removed
	 * first.
	 */
	private int maxEntries = 1000;

	/**
	 * Directory with prompts to use if Langfuse cannot supply them.
	 */
	private String fallbackLocation = "classpath:/langfuse/prompts/";

	/**
	 * Names of prompts of the default project to fetch on startup.
	 */
	private List<String> prefetch = new ArrayList<>();

	/**
	 * Whether the application fails to start if a prompt of 'prefetch' can neither be
	 * fetched nor has a fallback.
	 */
	private boolean prefetchFail;

	/**
	 * Whether the meter 'langfuse.prompt.requests' has the name of the prompt as a tag.
	 */
	private boolean metricsByName;

	private boolean cacheTtlSet;

	public Duration getCacheTtl() {
		return this.cacheTtl;
	}

	public void setCacheTtl(Duration cacheTtl) {
		this.cacheTtl = cacheTtl;
		this.cacheTtlSet = true;
	}

	public @Nullable Integer getCacheDefaultTtlSeconds() {
		return this.cacheDefaultTtlSeconds;
	}

	public void setCacheDefaultTtlSeconds(@Nullable Integer cacheDefaultTtlSeconds) {
		this.cacheDefaultTtlSeconds = cacheDefaultTtlSeconds;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public int getRetries() {
		return this.retries;
	}

	public void setRetries(int retries) {
		this.retries = retries;
	}

	public int getMaxEntries() {
		return this.maxEntries;
	}

	public void setMaxEntries(int maxEntries) {
		this.maxEntries = maxEntries;
	}

	public String getFallbackLocation() {
		return this.fallbackLocation;
	}

	public void setFallbackLocation(String fallbackLocation) {
		this.fallbackLocation = fallbackLocation;
	}

	public List<String> getPrefetch() {
		return this.prefetch;
	}

	public void setPrefetch(List<String> prefetch) {
		this.prefetch = prefetch;
	}

	public boolean isPrefetchFail() {
		return this.prefetchFail;
	}

	public void setPrefetchFail(boolean prefetchFail) {
		this.prefetchFail = prefetchFail;
	}

	public boolean isMetricsByName() {
		return this.metricsByName;
	}

	public void setMetricsByName(boolean metricsByName) {
		this.metricsByName = metricsByName;
	}

	Duration effectiveTtl() {
		return (this.cacheTtlSet || this.cacheDefaultTtlSeconds == null) ? this.cacheTtl
				: Duration.ofSeconds(this.cacheDefaultTtlSeconds);
	}

	/**
	 * The settings, checked.
	 */
	PromptSettings toSettings() {
		Duration ttl = effectiveTtl();
		require(!ttl.isNegative(), "cache-ttl", "is negative", "Set it to zero or more.");
		require(!this.timeout.isNegative() && !this.timeout.isZero(), "timeout", "is not positive",
				"Set it to a value above zero.");
		require(this.retries >= 0, "retries", "is negative", "Set it to zero or more.");
		require(this.maxEntries > 0, "max-entries", "is not positive", "Set it to a value above zero.");
		return new PromptSettings(bounded(ttl), bounded(this.timeout), this.retries, this.maxEntries);
	}

	private static void require(boolean condition, String name, String problem, String action) {
		if (!condition) {
			throw new InvalidLangfusePropertyException("langfuse.prompt." + name, problem, action);
		}
	}

	/**
	 * Within what a count of nanoseconds can be compared in.
	 */
	private static Duration bounded(Duration duration) {
		Duration max = Duration.ofDays(36_500);
		return (duration.compareTo(max) > 0) ? max : duration;
	}

}
