/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import dev.langfuse4j.lang.Internal;

/**
 * The name that the application has for a project.
 *
 * @param value the name, as in {@code langfuse.projects.<name>}
 * @since 0.1.0
 */
@Internal
public record ProjectName(String value) {

	/**
	 * The project whose properties are at the top level.
	 */
	public static final ProjectName DEFAULT = new ProjectName("default");

	/**
	 * Whether this is the project of an application that has no others: it is not named
	 * to people.
	 * @return whether it is the default project
	 */
	public boolean isDefault() {
		return this.value.equals(DEFAULT.value);
	}

	/**
	 * The full name of one of the project's properties.
	 * @param name the name below the project
	 * @return the name of the property
	 */
	public String property(String name) {
		return (isDefault() ? "langfuse." : "langfuse.projects." + this.value + ".") + name;
	}

	/**
	 * Names the project in a sentence, unless it is the default one.
	 * @param before what comes before its name
	 * @param after what comes after its name
	 * @return the words, or nothing for the default project
	 */
	public String mention(String before, String after) {
		return isDefault() ? "" : before + this.value + after;
	}

	@Override
	public String toString() {
		return this.value;
	}

}
