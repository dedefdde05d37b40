/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which property stopped the start and what to do.
 */
class InvalidLangfusePropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidLangfusePropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidLangfusePropertyException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
