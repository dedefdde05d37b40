/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.LangfuseCredentialsProvider;
import dev.langfuse4j.mask.ContentMasker;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Closes the export after all other beans were destroyed, because they may create
 * observations until then: in work that they wait for, or in a destruction callback.
 * Beans are destroyed in the reverse order of their creation, and post-processors of
 * definitions are created before all others. Nothing depends on this one, nor it on
 * anything, as that would change the order.
 * <p>
 * Maskers and suppliers of credentials must not be asked any more once they are
 * destroyed: before the first of them is, what waits is exported, and from then on
 * observations are only counted.
 */
final class ExportDoor
		implements BeanDefinitionRegistryPostProcessor, BeanPostProcessor, PriorityOrdered, DisposableBean {

	/**
	 * Name of a disposable that is not a bean. It depends on those beans, so it is
	 * destroyed before any of them.
	 */
	private static final String DEPENDENT = "langfuseExportThatDependsOnBeans";

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	private volatile @Nullable ExportPipeline pipeline;

	/**
	 * Closes this pipeline at the end.
	 */
	void closeAtEnd(ExportPipeline pipeline) {
		this.pipeline = pipeline;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		if (beanFactory instanceof DefaultSingletonBeanRegistry registry) {
			registry.registerDisposableBean(DEPENDENT, this::finish);
		}
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (this.beanFactory != null
				&& (bean instanceof ContentMasker || bean instanceof LangfuseCredentialsProvider)) {
			this.beanFactory.registerDependentBean(beanName, DEPENDENT);
		}
		return bean;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	private void finish() {
		ExportPipeline pipeline = this.pipeline;
		if (pipeline != null) {
			pipeline.outliveBeans();
			pipeline.finish();
		}
	}

	@Override
	public void destroy() {
		ExportPipeline pipeline = this.pipeline;
		if (pipeline != null) {
			pipeline.outliveBeans();
			pipeline.close();
		}
	}

}
