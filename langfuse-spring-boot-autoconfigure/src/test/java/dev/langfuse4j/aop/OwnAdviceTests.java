/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.time.Duration;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyFactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Beans that are proxies when they are made: what their own advice answers is observed,
 * whether it proceeds or not.
 */
class OwnAdviceTests {

	private static final MethodInterceptor ANSWERS = (invocation) -> invocation.getArguments()[0].equals("proceed")
			? invocation.proceed() : "by advice";

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withBean(RecordingExporter.class, () -> this.exporter);

	@ParameterizedTest
	@ValueSource(strings = { "langfuse.observe.order=innermost", "langfuse.observe.order=outermost" })
	void proxyWithATarget(String order) {
		ProxyFactory proxy = new ProxyFactory(new Service());
		proxy.setProxyTargetClass(true);
		proxy.addAdvice(ANSWERS);
		run(this.contextRunner.withPropertyValues(order).withBean(Service.class, () -> (Service) proxy.getProxy()),
				(service) -> answered(service.ask("me")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "langfuse.observe.order=innermost", "langfuse.observe.order=outermost" })
	void adviceThatProceedsIsObservedOnce(String order) {
		ProxyFactory proxy = new ProxyFactory(new Service());
		proxy.setProxyTargetClass(true);
		proxy.addAdvice(ANSWERS);
		run(this.contextRunner.withPropertyValues(order).withBean(Service.class, () -> (Service) proxy.getProxy()),
				(service) -> assertThat(service.ask("proceed")).isEqualTo("by the method"));
	}

	@Test
	void proxyOfAClassWithoutTarget() {
		ProxyFactory proxy = new ProxyFactory();
		proxy.setTargetClass(Service.class);
		proxy.setProxyTargetClass(true);
		proxy.addAdvice(ANSWERS);
		run(this.contextRunner.withBean(Service.class, () -> (Service) proxy.getProxy()),
				(service) -> answered(service.ask("me")));
	}

	@Test
	void proxyThatAFactoryMakes() {
		run(this.contextRunner.withBean("service", ProxyFactoryBean.class, () -> {
			ProxyFactoryBean factory = new ProxyFactoryBean();
			factory.setTarget(new Service());
			factory.setProxyTargetClass(true);
			factory.addAdvice(ANSWERS);
			return factory;
		}), (service) -> answered(service.ask("me")));
	}

	/**
	 * The advice that the container adds stays outside, as for all beans.
	 */
	@Test
	void adviceOfTheContainerStaysOutside() {
		ProxyFactory proxy = new ProxyFactory(new Service());
		proxy.setProxyTargetClass(true);
		proxy.addAdvice(ANSWERS);
		run(this.contextRunner.withConfiguration(AutoConfigurations.of(TransactionAutoConfiguration.class))
			.withBean(PlatformTransactionManager.class, () -> mock(PlatformTransactionManager.class))
			.withBean(Service.class, () -> (Service) proxy.getProxy()), (service) -> {
				answered(service.inTransaction("me"));
				assertThat(((Advised) service).getAdvisors()).<Object>extracting(Advisor::getAdvice)
					.hasExactlyElementsOfTypes(TransactionInterceptor.class, ObserveInterceptor.class);
			});
	}

	private static void answered(String answer) {
		assertThat(answer).isEqualTo("by advice");
	}

	private void run(ApplicationContextRunner runner, Consumer<Service> code) {
		runner.run((context) -> {
			code.accept(context.getBean(Service.class));
			assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
		});
		assertThat(this.exporter.all()).singleElement()
			.satisfies((observation) -> assertThat(RecordingExporter.text(observation.output())).startsWith("by "));
	}

	static class Service {

		@Observe
		public String ask(String question) {
			return "by the method";
		}

		@Observe
		@Transactional
		public String inTransaction(String question) {
			throw new IllegalStateException("not called");
		}

	}

}
