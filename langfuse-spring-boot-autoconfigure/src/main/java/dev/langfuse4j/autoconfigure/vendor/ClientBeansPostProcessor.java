/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.vendor;

import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Observes clients that are beans. One that is declared as a class rather than as the
 * interface is left alone: it may be injected as that class.
 */
class ClientBeansPostProcessor implements BeanPostProcessor {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<Class<?>, UnaryOperator<Object>> observers;

	ClientBeansPostProcessor(ConfigurableListableBeanFactory beanFactory,
			Map<Class<?>, UnaryOperator<Object>> observers) {
		this.beanFactory = beanFactory;
		this.observers = Map.copyOf(observers);
	}

	@Override
	public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
		for (Map.Entry<Class<?>, UnaryOperator<Object>> observer : this.observers.entrySet()) {
			if (observer.getKey().isInstance(bean) && !isDeclaredAsClass(beanName)) {
				return observer.getValue().apply(bean);
			}
		}
		return bean;
	}

	private boolean isDeclaredAsClass(String beanName) {
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return false;
		}
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
		Class<?> type = definition.getResolvableType().resolve();
		return type != null && !type.isInterface();
	}

}
