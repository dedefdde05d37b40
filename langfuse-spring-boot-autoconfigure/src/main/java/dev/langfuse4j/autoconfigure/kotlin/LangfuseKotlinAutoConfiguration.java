/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.kotlin;

import dev.langfuse4j.aop.ReturnValueHandler;
import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.kotlin.KotlinValueConverter;
import dev.langfuse4j.kotlin.SuspendHandler;
import kotlinx.coroutines.reactor.MonoKt;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for Kotlin: suspending functions and values of its own types.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(name = "kotlin.Unit")
public final class LangfuseKotlinAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MonoKt.class)
	@ConditionalOnLinkage(library = "Kotlin's coroutines", room = "dev.langfuse4j.kotlin")
	static class Coroutines {

		@Bean
		ReturnValueHandler langfuseSuspendHandler() {
			return new SuspendHandler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "kotlin.time.Duration")
	@ConditionalOnLinkage(library = "Kotlin", room = "dev.langfuse4j.kotlin")
	static class Values {

		@Bean
		ValueConverter langfuseKotlinValueConverter() {
			return new KotlinValueConverter();
		}

	}

}
