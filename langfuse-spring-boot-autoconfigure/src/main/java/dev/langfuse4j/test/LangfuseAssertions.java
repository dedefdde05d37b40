/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

/**
 * Assertions on recorded observations. Import them statically, in addition to those of
 * AssertJ, which is required on the classpath:
 *
 * <pre class="code">
 * assertThat(recorder).hasSingleTrace()
 *     .withRoot("handle")
 *     .hasChild("llm", (llm) -&gt; llm.isGeneration().hasModel("gpt-4o").hasUsage(12, 3));
 * </pre>
 *
 * The message of a failure contains the recorded traces as trees.
 *
 * @since 0.1.0
 */
public final class LangfuseAssertions {

	private LangfuseAssertions() {
	}

	/**
	 * Begins an assertion about all that was recorded.
	 * @param recorder the recorder
	 * @return the assertion
	 */
	public static RecorderAssert assertThat(LangfuseRecorder recorder) {
		return new RecorderAssert(recorder);
	}

	/**
	 * Begins an assertion about one trace.
	 * @param trace the trace
	 * @return the assertion
	 */
	public static TraceAssert assertThat(RecordedTrace trace) {
		return new TraceAssert(trace);
	}

}
