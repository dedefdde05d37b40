/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.toylib;

import io.micrometer.observation.Observation;

/**
 * Stands for an optional library: a call of a model that it observes.
 */
public final class ToyContext extends Observation.Context {

	private final String question;

	public ToyContext(String question) {
		this.question = question;
	}

	public String question() {
		return this.question;
	}

}
