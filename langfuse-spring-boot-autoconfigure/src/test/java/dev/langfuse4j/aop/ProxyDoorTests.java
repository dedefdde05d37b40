/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.aop.ProxyDoorBeans.AnnotatedClass;
import dev.langfuse4j.aop.ProxyDoorBeans.AnnotatedFactory;
import dev.langfuse4j.aop.ProxyDoorBeans.Composed;
import dev.langfuse4j.aop.ProxyDoorBeans.Contract;
import dev.langfuse4j.aop.ProxyDoorBeans.Declared;
import dev.langfuse4j.aop.ProxyDoorBeans.FinalClass;
import dev.langfuse4j.aop.ProxyDoorBeans.First;
import dev.langfuse4j.aop.ProxyDoorBeans.GenericBase;
import dev.langfuse4j.aop.ProxyDoorBeans.GenericImplementation;
import dev.langfuse4j.aop.ProxyDoorBeans.NotAnnotated;
import dev.langfuse4j.aop.ProxyDoorBeans.OtherAdvice;
import dev.langfuse4j.aop.ProxyDoorBeans.OtherAdviceConfiguration;
import dev.langfuse4j.aop.ProxyDoorBeans.Remote;
import dev.langfuse4j.aop.ProxyDoorBeans.Second;
import dev.langfuse4j.aop.ProxyDoorBeans.Sneaky;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * The door of beans: what is observed through which proxy, and beside which other advice.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProxyDoorTests {

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner(AopAutoConfiguration.class)
		.withBean(RecordingExporter.class, () -> this.exporter);

	@ParameterizedTest
	@ValueSource(
			strings = { "spring.main.banner-mode=off", "spring.aop.auto=false", "spring.aop.proxy-target-class=true" })
	void classesAreObservedThroughClassProxies(String property) {
		run(property, Declared.class, (service) -> {
			assertThat(AopUtils.isCglibProxy(service)).isTrue();
			service.byMethod();
			service.byInterface("x");
			service.notObserved();
		});
		assertThat(this.exporter.names()).containsExactly("byMethod", "declared on the interface");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.main.banner-mode=off", "spring.aop.auto=false" })
	void interfacesAreObservedThroughJdkProxies(String property) {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false", property)
			.withBean("declared", Declared.class)
			.run((context) -> {
				Contract service = context.getBean(Contract.class);
				assertThat(AopUtils.isJdkDynamicProxy(service)).isTrue();
				service.byInterface("x");
				service.byImplementation();
				flush(context);
			});
		assertThat(this.exporter.names()).containsExactly("declared on the interface", "byImplementation");
	}

	@Test
	void annotatedClassObservesItsPublicMethods() {
		run("spring.main.banner-mode=off", AnnotatedClass.class, (service) -> {
			service.first();
			service.second();
			service.inherited();
			service.hidden();
			assertThat(service.toString()).isNotEmpty();
			assertThat(service.hashCode()).isNotZero();
		});
		assertThat(this.exporter.names()).containsExactly("svc.first", "own", "svc.inherited");
		assertThat(this.exporter.named("svc.first").type()).isEqualTo(ObservationType.CHAIN);
		assertThat(this.exporter.named("own").type()).isEqualTo(ObservationType.SPAN);
	}

	@Test
	void composedAndMetaAnnotationsCarryTheirAttributes() {
		run("spring.main.banner-mode=off", Composed.class, (service) -> {
			service.generation();
			service.agent();
			service.tool();
			service.chain();
			service.retriever();
			service.embedding();
			service.evaluator();
			service.guardrail();
			service.meta();
		});
		assertThat(this.exporter.all()).extracting(ObservationData::type)
			.containsExactly(ObservationType.GENERATION, ObservationType.AGENT, ObservationType.TOOL,
					ObservationType.CHAIN, ObservationType.RETRIEVER, ObservationType.EMBEDDING,
					ObservationType.EVALUATOR, ObservationType.GUARDRAIL, ObservationType.EVENT);
		ObservationData generation = this.exporter.named("named");
		assertThat(generation.modelCall().model()).isEqualTo("m");
		assertThat(generation.version()).isEqualTo("v");
		assertThat(generation.level()).isEqualTo(ObservationLevel.WARNING);
		assertThat(RecordingExporter.text(generation.output())).isEqualTo("3");
		assertThat(generation.metadata()).containsOnlyKeys("k");
		ObservationData event = this.exporter.named("happened");
		assertThat(event.startTime()).isEqualTo(event.endTime());
	}

	@Test
	void onlyAnnotatedBeansGetAProxy() {
		this.contextRunner.withBean(NotAnnotated.class).withBean(Declared.class).run((context) -> {
			assertThat(context.getBean(NotAnnotated.class)).isNotInstanceOf(Advised.class);
			assertThat(context.getBean(Declared.class)).isInstanceOf(Advised.class);
		});
	}

	@Test
	void factoryBeanMayBeAnnotated() {
		this.contextRunner.withBean(AnnotatedFactory.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(AnnotatedFactory.class).work()).isEqualTo("worked");
			flush(context);
		});
		assertThat(this.exporter.names()).containsExactly("work");
	}

	@Test
	void beanThatIsMadeAnewIsObservedAsWell() {
		ObserveBeanPostProcessor postProcessor = contextRunnerBean(ObserveBeanPostProcessor.class);
		postProcessor.getEarlyBeanReference(new Declared(), "bean");
		assertThat(postProcessor.postProcessAfterInitialization(new Declared(), "bean")).isInstanceOf(Advised.class);
	}

	@Test
	void finalClassIsLeftAloneWithAWarning(CapturedOutput output) {
		this.contextRunner.withBean("sealed", FinalClass.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(FinalClass.class).work()).isEqualTo("worked");
		});
		assertThat(output).contains("Bean 'sealed' is not observed").contains("Make the class non-final");
	}

	@Test
	void observesInsideOtherAdviceByDefault() {
		other("langfuse.observe.order=innermost").run((context) -> {
			OtherAdvice service = context.getBean(OtherAdvice.class);
			assertThat(service.transactional()).isTrue();
			service.cached("k");
			service.cached("k");
			assertThat(service.retried()).isEqualTo("third time");
			assertThat(service.async().join()).startsWith("async-");
			flush(context);
			assertThat(this.exporter.names()).containsExactly("transactional", "cached", "retried", "retried",
					"retried", "async");
			assertThat(this.exporter.all()).filteredOn((observation) -> observation.name().equals("retried"))
				.extracting(ObservationData::level)
				.containsExactly(ObservationLevel.ERROR, ObservationLevel.ERROR, ObservationLevel.DEFAULT);
			assertThat(context.getBeanNamesForType(OtherAdvice.class)).hasSize(1);
		});
	}

	@Test
	void observesAroundOtherAdviceWhenAskedTo() {
		other("langfuse.observe.order=outermost").run((context) -> {
			OtherAdvice service = context.getBean(OtherAdvice.class);
			service.cached("k");
			service.cached("k");
			service.retried();
			flush(context);
			assertThat(this.exporter.names()).containsExactly("cached", "cached", "retried");
			assertThat(this.exporter.named("retried").level()).isEqualTo(ObservationLevel.DEFAULT);
		});
	}

	@Test
	void beansThatReferToEachOtherInACircleGetOneProxyEach() {
		First.MADE.set(0);
		this.contextRunner.withAllowCircularReferences(true)
			.withBean(First.class)
			.withBean(Second.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(First.class).first();
				context.getBean(Second.class).viaFirst();
				flush(context);
				assertThat(First.MADE).hasValue(1);
				assertThat(this.exporter.names()).containsExactly("first", "first", "viaFirst");
			});
	}

	@Test
	void interfaceThatIsAProxyItselfIsObservedByItsOwnNames() {
		Remote remote = (Remote) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Remote.class },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "ask" -> "answer to " + arguments[0];
					case "hashCode" -> 1;
					case "equals" -> proxy == arguments[0];
					default -> "remote";
				});
		this.contextRunner.withBean(Remote.class, () -> remote).run((context) -> {
			assertThat(context.getBean(Remote.class).ask("me")).isEqualTo("answer to me");
			flush(context);
		});
		assertThat(RecordingExporter.text(this.exporter.named("ask").input())).isEqualTo("{\"question\":\"me\"}");
		assertThat(this.exporter.named("ask").metadata()).containsOnlyKeys("length");
	}

	@Test
	void genericAndBridgeMethodsAreObservedOnce() {
		run("spring.main.banner-mode=off", GenericImplementation.class, (service) -> {
			GenericBase<String> base = service;
			base.handle("x");
		});
		assertThat(this.exporter.names()).containsExactly("handle");
		assertThat(RecordingExporter.text(this.exporter.named("handle").input())).isEqualTo("{\"value\":\"x\"}");
	}

	/**
	 * A rule of Spring's proxies, whoever's advice is in them. The observation has what
	 * was thrown.
	 */
	@Test
	void checkedExceptionThatIsNotDeclaredComesAsSpringsProxiesThrowIt() {
		run("spring.main.banner-mode=off", Sneaky.class, (service) -> {
			assertThatException().isThrownBy(service::undeclared)
				.isInstanceOf(UndeclaredThrowableException.class)
				.withCauseInstanceOf(IOException.class);
			assertThatIOException().isThrownBy(service::declared);
		});
		assertThat(this.exporter.all()).hasSize(2).allSatisfy((observation) -> {
			assertThat(observation.level()).isEqualTo(ObservationLevel.ERROR);
			assertThat(observation.statusMessage()).isEqualTo("thrown");
		});
	}

	private ApplicationContextRunner other(String order) {
		return this.contextRunner
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
					DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class))
			.withUserConfiguration(OtherAdviceConfiguration.class)
			.withPropertyValues(order);
	}

	private <T> void run(String property, Class<T> type, Consumer<T> code) {
		this.contextRunner.withPropertyValues(property).withBean(type).run((context) -> {
			code.accept(context.getBean(type));
			flush(context);
		});
	}

	private <T> T contextRunnerBean(Class<T> type) {
		AtomicReference<T> bean = new AtomicReference<>();
		this.contextRunner.run((context) -> bean.set(context.getBean(type)));
		return bean.get();
	}

	private static void flush(AssertableApplicationContext context) {
		assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
	}

}
