/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.List;
import java.util.concurrent.Callable;

import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A warm call passes a bounded number of methods of this library on the caller's thread:
 * what is asked twice, or handed on through one room more, is paid for by each call.
 */
class WarmCallTests {

	@Test
	void aWarmCallIsShort() throws Exception {
		// Looks for accessors once, which must not be those of the counting loader
		ContextRegistry.getInstance();
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		CountingLoader loader = new CountingLoader();
		Thread.currentThread().setContextClassLoader(loader);
		Object call = loader.loadClass(WarmCall.class.getName()).getConstructor().newInstance();
		try {
			List<String> executions = MethodExecutions.of((Callable<?>) call);
			assertThat(executions).hasSizeLessThanOrEqualTo(234);
			assertThat(MethodExecutions.changesOfRoom(executions)).isLessThanOrEqualTo(76);
			assertThat(executions).filteredOn((execution) -> execution.endsWith("ExportPipeline#isOpen")).hasSize(1);
		}
		finally {
			((AutoCloseable) call).close();
			Thread.currentThread().setContextClassLoader(before);
		}
	}

}
