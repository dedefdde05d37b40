/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mask.BuiltInMasker;
import dev.langfuse4j.observation.ObservationType;
import org.jspecify.annotations.Nullable;

/**
 * Properties for the captured content and its limits.
 *
 * @since 0.1.0
 */
@Internal
public class CaptureProperties {

	/**
	 * Whether to record content. With 'metadata-only', input, output, metadata of the
	 * application, messages and stack traces are not recorded.
	 */
	private Mode mode = Mode.FULL;

	/**
	 * Whether to record arguments, unless the annotation says otherwise.
	 */
	private boolean input = true;

	/**
	 * Whether to record results, unless the annotation says otherwise.
	 */
	private boolean output = true;

	/**
	 * Whether to record the metadata that annotations and other libraries supply.
	 */
	private boolean metadata = true;

	/**
	 * Whether to record messages and stack traces of errors, unless the annotation says
	 * otherwise. The class of an error is always recorded.
	 */
	private boolean errors = true;

	/**
	 * Whether to record the stack traces of errors.
	 */
	private boolean stackTrace = true;

	/**
	 * Overrides for a type of observation: 'input', 'output', 'metadata' and 'errors'
	 * below the name of the type.
	 */
	private Map<ObservationType, TypeProperties> types = new EnumMap<>(ObservationType.class);

	/**
	 * Names of parameters, properties and keys whose values are redacted. Names match in
	 * any case, with any separators, and as a part of a longer name.
	 */
	private Set<String> redactNames = new LinkedHashSet<>(List.of("password", "passwords", "passwd", "passphrase",
			"pwd", "secret", "secrets", "token", "api-key", "api-keys", "authorization", "cookie", "cookies",
			"credential", "credentials", "private-key", "client-secret", "access-key", "secret-key"));

	/**
	 * Built-in maskers to apply to all texts before they leave the application.
	 */
	private Set<BuiltInMasker> maskers = EnumSet.of(BuiltInMasker.API_KEY, BuiltInMasker.JWT, BuiltInMasker.CREDIT_CARD,
			BuiltInMasker.IBAN);

	/**
	 * Whether to also mask user IDs, session IDs and tags.
	 */
	private boolean maskAttributes;

	/**
	 * Maximum number of characters to record of one text.
	 */
	private int maxTextLength = 200_000;

	/**
	 * Maximum number of characters to record of all content of one observation.
	 */
	private int maxTotalLength = 1_000_000;

	/**
	 * Maximum number of nesting levels to record.
	 */
	private int maxDepth = 16;

	/**
	 * Maximum number of elements to record of one collection, array or map.
	 */
	private int maxElements = 1_000;

	private boolean inputSet;

	private boolean outputSet;

	public Mode getMode() {
		return this.mode;
	}

	public void setMode(Mode mode) {
		this.mode = mode;
	}

	public boolean isInput() {
		return this.input;
	}

	public void setInput(boolean input) {
		this.input = input;
		this.inputSet = true;
	}

	boolean isInputSet() {
		return this.inputSet;
	}

	public boolean isOutput() {
		return this.output;
	}

	public void setOutput(boolean output) {
		this.output = output;
		this.outputSet = true;
	}

	boolean isOutputSet() {
		return this.outputSet;
	}

	public boolean isMetadata() {
		return this.metadata;
	}

	public void setMetadata(boolean metadata) {
		this.metadata = metadata;
	}

	public boolean isErrors() {
		return this.errors;
	}

	public void setErrors(boolean errors) {
		this.errors = errors;
	}

	public boolean isStackTrace() {
		return this.stackTrace;
	}

	public void setStackTrace(boolean stackTrace) {
		this.stackTrace = stackTrace;
	}

	public Map<ObservationType, TypeProperties> getTypes() {
		return this.types;
	}

	public void setTypes(Map<ObservationType, TypeProperties> types) {
		this.types = types;
	}

	public Set<String> getRedactNames() {
		return this.redactNames;
	}

	public void setRedactNames(Set<String> redactNames) {
		this.redactNames = redactNames;
	}

	public Set<BuiltInMasker> getMaskers() {
		return this.maskers;
	}

	public void setMaskers(Set<BuiltInMasker> maskers) {
		this.maskers = maskers;
	}

	public boolean isMaskAttributes() {
		return this.maskAttributes;
	}

	public void setMaskAttributes(boolean maskAttributes) {
		this.maskAttributes = maskAttributes;
	}

	public int getMaxTextLength() {
		return this.maxTextLength;
	}

	public void setMaxTextLength(int maxTextLength) {
		this.maxTextLength = maxTextLength;
	}

	public int getMaxTotalLength() {
		return this.maxTotalLength;
	}

	public void setMaxTotalLength(int maxTotalLength) {
		this.maxTotalLength = maxTotalLength;
	}

	public int getMaxDepth() {
		return this.maxDepth;
	}

	public void setMaxDepth(int maxDepth) {
		this.maxDepth = maxDepth;
	}

	public int getMaxElements() {
		return this.maxElements;
	}

	public void setMaxElements(int maxElements) {
		this.maxElements = maxElements;
	}

	/**
	 * Overrides for observations of a type. Values that are not set are those for all
	 * types.
	 */
	public static class TypeProperties {

		private @Nullable Boolean input;

		private @Nullable Boolean output;

		private @Nullable Boolean metadata;

		private @Nullable Boolean errors;

		public @Nullable Boolean getInput() {
			return this.input;
		}

		public void setInput(@Nullable Boolean input) {
			this.input = input;
		}

		public @Nullable Boolean getOutput() {
			return this.output;
		}

		public void setOutput(@Nullable Boolean output) {
			this.output = output;
		}

		public @Nullable Boolean getMetadata() {
			return this.metadata;
		}

		public void setMetadata(@Nullable Boolean metadata) {
			this.metadata = metadata;
		}

		public @Nullable Boolean getErrors() {
			return this.errors;
		}

		public void setErrors(@Nullable Boolean errors) {
			this.errors = errors;
		}

	}

	/**
	 * Whether content is recorded.
	 */
	public enum Mode {

		/**
		 * Content is recorded.
		 */
		FULL,

		/**
		 * Names, times, models and usage are recorded, no content.
		 */
		METADATA_ONLY

	}

}
