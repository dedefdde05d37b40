/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.Arrays;
import java.util.List;

import dev.langfuse4j.aop.ProxyDoorBeans.Declared;
import dev.langfuse4j.aop.ProxyDoorBeans.NotAnnotated;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application without observed methods pays nothing for its beans.
 */
class ManyBeansTests {

	private static final int BEANS = 1_000;

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner().withInitializer((context) -> {
		for (int i = 0; i < BEANS; i++) {
			((BeanDefinitionRegistry) context).registerBeanDefinition("bean" + i,
					BeanDefinitionBuilder.rootBeanDefinition(NotAnnotated.class).getBeanDefinition());
		}
	});

	@Test
	void noBeanGetsAProxy() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeansOfType(NotAnnotated.class)).hasSize(BEANS);
			assertThat(proxies(context)).isEmpty();
		});
	}

	@Test
	void onlyTheAnnotatedBeanGetsOne() {
		this.contextRunner.withBean("declared", Declared.class)
			.run((context) -> assertThat(proxies(context)).containsExactly("declared"));
	}

	private static List<String> proxies(ApplicationContext context) {
		return Arrays.stream(context.getBeanDefinitionNames())
			.filter((name) -> AopUtils.isAopProxy(context.getBean(name)))
			.toList();
	}

}
