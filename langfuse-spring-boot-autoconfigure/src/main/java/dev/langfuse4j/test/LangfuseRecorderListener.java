/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Lets each test method begin with empty {@link LangfuseRecorder recorders}.
 */
final class LangfuseRecorderListener extends AbstractTestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()) {
			testContext.getApplicationContext()
				.getBeanProvider(LangfuseRecorder.class, false)
				.forEach(LangfuseRecorder::clear);
		}
	}

	/**
	 * Before the methods that prepare a test are called.
	 */
	@Override
	public int getOrder() {
		return 1_900;
	}

}
