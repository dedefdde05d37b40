/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import dev.langfuse4j.lang.Internal;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;

/**
 * Adds the processors to an SDK that OpenTelemetry's own starter makes, which does not
 * look for processors among the beans.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseTracerProviderCustomizer implements AutoConfigurationCustomizerProvider {

	private final LangfuseSpanProcessor processor;

	private final LangfuseLogRecordProcessor logs;

	/**
	 * Creates the customizer.
	 * @param processor makes observations of spans
	 */
	public LangfuseTracerProviderCustomizer(LangfuseSpanProcessor processor) {
		this.processor = processor;
		this.logs = new LangfuseLogRecordProcessor(processor);
	}

	@Override
	public void customize(AutoConfigurationCustomizer customizer) {
		customizer.addLoggerProviderCustomizer((provider, config) -> provider.addLogRecordProcessor(this.logs));
		customizer.addTracerProviderCustomizer((provider, config) -> provider.addSpanProcessor(this.processor));
	}

}
