/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.aop.ExpressionVariable;
import dev.langfuse4j.aop.ObserveBeanPostProcessor;
import dev.langfuse4j.capture.CaptureJsonMapperCustomizer;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.trace.ProjectResolver;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.annotation.Bean;

/**
 * Creates all beans that an observed call needs, before any bean is
 * {@linkplain Bean#bootstrap() bootstrapped in the background}: the threads that do so
 * cannot make them. Without such beans they are made at the first call.
 */
final class BackgroundBeansInitializer implements BeanFactoryInitializer<ConfigurableListableBeanFactory> {

	private static final Log logger = LogFactory.getLog(BackgroundBeansInitializer.class);

	private static final List<Class<?>> NEEDED = List.of(Langfuse.class, ObservationRegistry.class,
			ExpressionVariable.class, ValueConverter.class, CaptureJsonMapperCustomizer.class, ProjectResolver.class);

	@Override
	public void initialize(ConfigurableListableBeanFactory beanFactory) {
		if (!hasBackgroundBeans(beanFactory)) {
			return;
		}
		beanFactory.getBean(ObserveBeanPostProcessor.class).prepare();
		for (Class<?> type : NEEDED) {
			try {
				beanFactory.getBeansOfType(type, false, true);
			}
			catch (BeansException ex) {
				// Tried again when its turn comes, and then it stops the start
				logger.debug("Beans of " + type + " cannot be created before other beans", ex);
			}
		}
	}

	private static boolean hasBackgroundBeans(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanDefinitionNames()) {
			if (beanFactory.getBeanDefinition(name) instanceof AbstractBeanDefinition definition
					&& definition.isBackgroundInit()) {
				return true;
			}
		}
		return false;
	}

}
