/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

/**
 * Thrown at start when a property has a value that cannot work. Its message never holds
 * the value of a secret.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class InvalidLangfusePropertyException extends RuntimeException {

	private final String property;

	private final String action;

	/**
	 * Creates an exception.
	 * @param property the full name of the property, in kebab case
	 * @param problem the rest of a sentence that begins with the property
	 * @param action what to do about it
	 */
	public InvalidLangfusePropertyException(String property, String problem, String action) {
		super("Property '" + property + "' " + problem);
		this.property = property;
		this.action = action;
	}

	/**
	 * The name of the property.
	 * @return the full name, in kebab case
	 */
	public String getProperty() {
		return this.property;
	}

	/**
	 * Returns how to correct the property.
	 * @return a sentence
	 */
	public String getAction() {
		return this.action;
	}

	static InvalidLangfusePropertyException notPositive(String property) {
		return new InvalidLangfusePropertyException(property, "is not positive", "Set it to a value above zero.");
	}

}
