/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.aop.WovenBeans.AnnotatedBridge;
import dev.langfuse4j.aop.WovenBeans.AnnotatedClass;
import dev.langfuse4j.aop.WovenBeans.Overriding;
import dev.langfuse4j.aop.WovenBeans.Retrying;
import dev.langfuse4j.aop.WovenBeans.Service;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The door of woven code, and that a call which comes through both doors is one
 * observation.
 */
class WovenDoorTests {

	private static final String OURS = "META-INF/langfuse-aop.xml";

	private static final String OTHER = "dev/langfuse4j/aop/other-aop.xml";

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withBean(RecordingExporter.class, () -> this.exporter);

	@Test
	void methodThatAProxyReachesIsObservedOnce() {
		run(Service.class, OURS, (bean) -> {
			assertThat(AopUtils.isAopProxy(bean)).isTrue();
			assertThat(call(bean, "open", "x")).isEqualTo("x");
			assertThat(call(bean, "tool", "y")).isEqualTo("y");
		});
		assertThat(this.exporter.names()).containsExactly("open", "tool");
		assertThat(RecordingExporter.text(this.exporter.named("open").input())).isEqualTo("{\"text\":\"x\"}");
		assertThat(this.exporter.named("tool").type()).isEqualTo(ObservationType.TOOL);
	}

	@Test
	void methodsThatNoProxyReachesAreObservedOnce() {
		run(Service.class, OURS, (bean) -> {
			call(bean, "onThis");
			call(bean, "last", "direct");
		});
		assertThat(this.exporter.names()).containsExactly("open", "secret", "fixed", "last", "tool", "last");
		assertThat(RecordingExporter.text(this.exporter.named("fixed").output())).isEqualTo("f");
	}

	@Test
	void objectsThatAreNoBeansAreObservedWhileAContextIsOpen() throws Throwable {
		Object service = woven(Service.class, OURS).getConstructor().newInstance();
		call(service, "onThis");
		this.contextRunner.run((context) -> {
			call(service, "open", "x");
			flush(context);
		});
		call(service, "onThis");
		assertThat(this.exporter.names()).containsExactly("open");
	}

	@Test
	void theNewestOpenContextObserves() throws Exception {
		Object service = woven(Service.class, OURS).getConstructor().newInstance();
		RecordingExporter inner = new RecordingExporter();
		this.contextRunner.run((context) -> {
			LangfuseContexts.runner().withBean(RecordingExporter.class, () -> inner).run((innerContext) -> {
				call(service, "open", "inner");
				flush(innerContext);
			});
			call(service, "tool", "outer");
			flush(context);
		});
		assertThat(inner.names()).containsExactly("open");
		assertThat(this.exporter.names()).containsExactly("tool");
	}

	@Test
	void theContextObservesInWhoseObservationTheCodeRuns() throws Exception {
		Object service = woven(Service.class, OURS).getConstructor().newInstance();
		RecordingExporter inner = new RecordingExporter();
		this.contextRunner.run((context) -> {
			call(service, "open", "first");
			LangfuseContexts.runner().withBean(RecordingExporter.class, () -> inner).run((innerContext) -> {
				context.getBean(Langfuse.class).observation("outer").observe(() -> {
					try {
						call(service, "open", "outer");
					}
					catch (Throwable ex) {
						throw new IllegalStateException(ex);
					}
				});
				flush(innerContext);
			});
			flush(context);
		});
		assertThat(inner.names()).isEmpty();
		assertThat(this.exporter.names()).containsExactly("open", "open", "outer");
	}

	@Test
	void contextThatDoesNotStartLeavesNothing() throws Exception {
		Object service = woven(Service.class, OURS).getConstructor().newInstance();
		this.contextRunner.withPropertyValues("langfuse.sample-rate=7").run((context) -> {
			assertThat(context).hasFailed();
			assertThat(call(service, "open", "x")).isEqualTo("x");
		});
		assertThat(this.exporter.names()).isEmpty();
	}

	@Test
	void eachCallOfARecursionIsObserved() {
		run(Service.class, OURS, (bean) -> assertThat(call(bean, "countDown", 2)).isEqualTo(0));
		assertThat(this.exporter.names()).containsExactly("countDown", "countDown", "countDown");
		assertThat(this.exporter.all()).extracting((observation) -> RecordingExporter.text(observation.input()))
			.containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
		assertThat(this.exporter.all().get(0).parentId()).isEqualTo(this.exporter.all().get(1).id());
		assertThat(this.exporter.all().get(1).parentId()).isEqualTo(this.exporter.all().get(2).id());
	}

	@Test
	void failureIsThatOfTheMethod() {
		RuntimeException failure = new RuntimeException("expected");
		run(Service.class, OURS, (bean) -> {
			assertThatException().isThrownBy(() -> call(bean, "fail", failure)).isSameAs(failure);
			call(bean, "open", "afterwards");
		});
		assertThat(this.exporter.names()).containsExactly("fail", "open");
		assertThat(this.exporter.named("fail").level()).isEqualTo(ObservationLevel.ERROR);
	}

	@Test
	void annotatedClassObservesItsPublicMethods() {
		run(AnnotatedClass.class, OURS, (bean) -> {
			call(bean, "shown");
			Object noBean = bean.getClass().getSuperclass().getConstructor().newInstance();
			call(noBean, "shown");
		});
		assertThat(this.exporter.names()).containsExactly("all.shown", "all.shown");
	}

	@Test
	void declarationsOfInterfacesAreObservedOnce() {
		run(Service.class, OURS, (bean) -> {
			call(bean, "promised");
			call(bean, "byDefault");
		});
		assertThat(this.exporter.names()).containsExactly("promised", "byDefault");
	}

	@Test
	void superclassAndBridgeAddNoObservation() {
		run(Overriding.class, OURS, (bean) -> assertThat(call(bean, "handle", "x")).isEqualTo("overriding x"));
		assertThat(this.exporter.names()).containsExactly("handle");
		run(AnnotatedBridge.class, OURS, (bean) -> {
			Method bridge = bean.getClass().getSuperclass().getMethod("handle", Object.class);
			assertThat(bridge.isBridge()).isTrue();
			assertThat(bridge.invoke(bean, "y")).isEqualTo("y");
			Object noBean = bean.getClass().getSuperclass().getConstructor().newInstance();
			assertThat(bridge.invoke(noBean, "z")).isEqualTo("z");
		});
		assertThat(this.exporter.names()).containsExactly("handle", "handle", "handle");
	}

	@Test
	void attemptsAreObservedAsTheOrderSays() throws Exception {
		Class<?> retrying = woven(Retrying.class, OURS);
		ApplicationContextRunner contextRunner = this.contextRunner.withClassLoader(retrying.getClassLoader())
			.withUserConfiguration(retrying);
		ContextConsumer<AssertableApplicationContext> retry = (context) -> {
			assertThat(call(context.getBean("service"), "retried")).isEqualTo("third time");
			flush(context);
		};
		contextRunner.run(retry);
		assertThat(this.exporter.names()).containsExactly("retried", "retried", "retried");
		this.exporter.all().clear();
		contextRunner.withPropertyValues("langfuse.observe.order=outermost").run(retry);
		assertThat(this.exporter.all()).extracting(ObservationData::level).containsExactly(ObservationLevel.DEFAULT);
	}

	@Test
	void classThatIsWovenForSomebodyElseIsObservedByItsProxy() {
		int before = OtherAspect.aspectOf().calls();
		run(Service.class, OTHER, (bean) -> {
			call(bean, "open", "x");
			call(bean, "tool", "y");
			call(bean, "onThis");
		});
		assertThat(OtherAspect.aspectOf().calls() - before).isEqualTo(2);
		assertThat(this.exporter.names()).containsExactly("open", "tool");
	}

	@Test
	void disabledLangfuseObservesNothing() {
		this.contextRunner.withPropertyValues("langfuse.enabled=false").run((context) -> {
			Object service = woven(Service.class, OURS).getConstructor().newInstance();
			assertThat(call(service, "open", "x")).isEqualTo("x");
		});
		assertThat(this.exporter.names()).isEmpty();
	}

	private void run(Class<?> type, String configuration, ThrowingConsumer<Object> code) {
		Class<?> woven = woven(type, configuration);
		this.contextRunner.withClassLoader(woven.getClassLoader()).withBean("bean", woven).run((context) -> {
			code.accept(context.getBean("bean"));
			flush(context);
		});
	}

	private static Class<?> woven(Class<?> type, String configuration) {
		try {
			return new WeavingLoader(WovenBeans.class, configuration).load(type);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The class is not the one that this test sees.
	 */
	private static Object call(Object bean, String name, Object... arguments) throws Throwable {
		Method method = Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(bean.getClass()))
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow();
		try {
			return method.invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static void flush(AssertableApplicationContext context) {
		assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
	}

}
