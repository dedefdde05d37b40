/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.lang.management.ManagementFactory;

import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application with everything on its class path and nothing of its own but as many
 * beans as are asked for. Names no class of ours, which may be absent.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartUpApplication {

	static final String READY = "Ready, classes loaded:";

	static final String BEANS = "benchmark.beans";

	static String beanName(int index) {
		return StartUpApplication.class.getPackageName() + ".beans.Bean" + index;
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(StartUpApplication.class);
		application.addInitializers(StartUpApplication::registerBeans);
		application.run(args);
		System.out.println(READY + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
		System.exit(0);
	}

	private static void registerBeans(ConfigurableApplicationContext context) {
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context;
		for (int i = 0; i < Integer.getInteger(BEANS, 0); i++) {
			registry.registerBeanDefinition("bean" + i,
					BeanDefinitionBuilder.rootBeanDefinition(beanName(i)).getBeanDefinition());
		}
	}

}
