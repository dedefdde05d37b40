/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Runs a test once for each item and each repetition.
 */
final class ExperimentInvocations implements TestTemplateInvocationContextProvider {

	@Override
	public boolean supportsTestTemplate(ExtensionContext context) {
		return true;
	}

	@Override
	public Stream<? extends TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
			ExtensionContext context) {
		ExperimentSession session = ExperimentExtension.find(context);
		if (session == null) {
			throw new ExtensionConfigurationException("@ExperimentTest on " + context.getRequiredTestMethod()
					+ " needs @LangfuseExperiment on its class");
		}
		return session.invocations(context);
	}

}
