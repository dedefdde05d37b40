/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.Map;

import dev.langfuse4j.lang.Internal;

/**
 * The settings for captured content and its limits. Made from {@code langfuse.capture.*}.
 *
 * @param content whether to record input, output, metadata, status and error messages and
 * stack traces
 * @param switches the parts of the content to record by default
 * @param switchesByType overrides by the value of an observation's type
 * @param switchesOfMethods overrides for arguments and results of observed methods is
 * recorded by itself, by the value of an observation's type; else as for all
 * @param stackTraces whether stack traces of errors are recorded
 * @param maxTextLength the characters kept of one text
 * @param maxTotalLength the characters kept of one observation
 * @param maxDepth the levels of nesting that are followed
 * @param maxElements the elements kept of one collection, array or map
 * @param comparing whether the inputs of model calls are compared with each other
 * @since 0.1.0
 */
@Internal
public record CaptureSettings(boolean content, CaptureSwitches switches, Map<String, CaptureSwitches> switchesByType,
		Map<String, CaptureSwitches> switchesOfMethods, boolean stackTraces, int maxTextLength, int maxTotalLength,
		int maxDepth, int maxElements, boolean comparing) {

	/**
	 * Settings with which inputs of model calls are compared.
	 * @param content whether to record input, output, metadata, status and error messages
	 * and stack traces
	 * @param switches the parts of the content to record by default
	 * @param switchesByType overrides by the value of an observation's type
	 * @param switchesOfMethods overrides for arguments and results of observed methods is
	 * recorded by itself, by the value of an observation's type; else as for all
	 * @param stackTraces whether stack traces of errors are recorded
	 * @param maxTextLength the characters kept of one text
	 * @param maxTotalLength the characters kept of one observation
	 * @param maxDepth the levels of nesting that are followed
	 * @param maxElements the elements kept of one collection, array or map
	 */
	public CaptureSettings(boolean content, CaptureSwitches switches, Map<String, CaptureSwitches> switchesByType,
			Map<String, CaptureSwitches> switchesOfMethods, boolean stackTraces, int maxTextLength, int maxTotalLength,
			int maxDepth, int maxElements) {
		this(content, switches, switchesByType, switchesOfMethods, stackTraces, maxTextLength, maxTotalLength, maxDepth,
				maxElements, true);
	}

	/**
	 * The settings of an application that configures nothing.
	 * @return the defaults
	 */
	public static CaptureSettings defaults() {
		return new CaptureSettings(true, CaptureSwitches.ALL, Map.of(), Map.of(), true, 200_000, 1_000_000, 16, 1_000);
	}

	/**
	 * Returns the switches for an observed method.
	 * @param type the type's value
	 * @return the switches
	 */
	public CaptureSwitches switchesOfMethod(String type) {
		CaptureSwitches own = this.switchesOfMethods.get(type);
		return (own != null) ? own : switches(type);
	}

	/**
	 * Returns the switches for a type of observation.
	 * @param type the type's value
	 * @return the switches
	 */
	public CaptureSwitches switches(String type) {
		return this.switchesByType.getOrDefault(type, this.switches);
	}

}
