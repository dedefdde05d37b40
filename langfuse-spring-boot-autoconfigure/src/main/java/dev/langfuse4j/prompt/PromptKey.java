/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.regex.Pattern;

import dev.langfuse4j.logging.Escape;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Key of a cached prompt. The same name is another prompt in another project.
 *
 * @param project the project
 * @param name the name
 * @param label the label, or {@code null} with a version
 * @param version the version, or 0 with a label
 */
record PromptKey(String project, String name, @Nullable String label, int version) {

	static final String PRODUCTION = "production";

	private static final int MAX_NAME = 255;

	private static final int SHOWN = 100;

	private static final Pattern LABEL = Pattern.compile("[a-z0-9_\\-.]{1,36}");

	/**
	 * Requires a name that leads to one prompt: an empty one would list all, and dots are
	 * taken out of a path on its way.
	 */
	static String requireName(String name) {
		Assert.hasText(name, "The name of a prompt must have text");
		Assert.isTrue(name.length() <= MAX_NAME, "The name of a prompt has at most 255 characters");
		Assert.isTrue(!name.equals(".") && !name.equals(".."), "The name of a prompt must not be '.' or '..'");
		return name;
	}

	/**
	 * Requires a label that can be: the server takes an empty one for production.
	 */
	static String requireLabel(String label) {
		Assert.notNull(label, "The label of a prompt must not be null");
		Assert.isTrue(LABEL.matcher(label).matches(), () -> "The label of a prompt has 1 to 36 characters of "
				+ "'a' to 'z', '0' to '9', '_', '-' and '.', which '" + Escape.line(label, SHOWN) + "' has not");
		return label;
	}

	/**
	 * Requires a version that can be: the server takes 0 for production.
	 */
	static int requireVersion(int version) {
		Assert.isTrue(version >= 1, "The versions of a prompt start at 1");
		return version;
	}

	/**
	 * The prompt for messages. A name may be from outside.
	 */
	String describe() {
		return describe(this.name)
				+ ((this.label != null) ? " with label '" + this.label + "'" : " with version " + this.version);
	}

	static String describe(String name) {
		return "prompt '" + Escape.line(name, SHOWN) + "'";
	}

}
