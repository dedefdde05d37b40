/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ApplicationListener;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class SpringBootVersionCheckTests {

	private static final SpringFactoriesLoader factories = SpringFactoriesLoader.forDefaultResourceLocation();

	@ParameterizedTest
	@ValueSource(strings = { "3.5.9", "3.0.0-SNAPSHOT", "2.7.18" })
	void olderVersionsStopTheStartInOneLine(String version) {
		assertThatExceptionOfType(UnsupportedSpringBootException.class)
			.isThrownBy(() -> SpringBootVersionCheck.check(version))
			.withMessage("Langfuse for Spring Boot needs Spring Boot 4.0 or newer, but the application has"
					+ " Spring Boot " + version + ".");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "4.0.0", "4.1.2", "5.0.0-M1", "10.0.0", "unknown" })
	void newerOnesAndUnknownOnesDoNot(String version) {
		assertThatNoException().isThrownBy(() -> SpringBootVersionCheck.check(version));
		assertThatNoException().isThrownBy(() -> SpringBootVersionCheck.check(SpringBootVersion.getVersion()));
	}

	/**
	 * Both are registered by interfaces that older versions look for, too.
	 */
	@Test
	void bothAreFound() {
		assertThat(factories.load(ApplicationListener.class)).hasAtLeastOneElementOfType(SpringBootVersionCheck.class);
		FailureAnalysis analysis = factories
			.load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {
				// Those that need a bean factory
			}))
			.stream()
			.filter(UnsupportedSpringBootFailureAnalyzer.class::isInstance)
			.findFirst()
			.orElseThrow()
			.analyze(new IllegalStateException(new UnsupportedSpringBootException("3.5.9")));
		assertThat(analysis.getDescription()).contains("3.5.9");
		assertThat(analysis.getAction()).contains("Spring Boot 4.0");
	}

}
