/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.List;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.aop.ProxyDoorBeans.Declared;
import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.OverridingClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The report of observed methods that no proxy can reach.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnreachableMethodsTests {

	private static final String BEGIN = "cannot be intercepted by a Spring proxy:";

	private static final String TYPE = Unreachable.class.getName();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner();

	@Test
	void oneBlockListsTheMethodsOfAllBeans(CapturedOutput output) {
		this.contextRunner.withBean(Unreachable.class)
			.withBean(FinalClass.class)
			.withBean(AnnotatedClass.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).containsOnlyOnce(BEGIN)
					.contains("    " + AnnotatedClass.class.getName() + ".last() is final\n    "
							+ FinalClass.class.getName() + ".work() is in a class without proxy\n    " + TYPE
							+ ".hidden(String) is private\n    " + TYPE + ".last(List, int[]) is final\n    " + TYPE
							+ ".shared() is static\n")
					.contains("see docs/weaving.md")
					.contains("A proxy does not intercept calls on 'this' either; such calls are not listed.")
					.doesNotContain("reachable() is")
					.doesNotContain("notObserved");
			});
	}

	@ParameterizedTest
	@CsvSource({ "off,", "info,INFO", "warn,WARN" })
	void levelIsThatOfTheProperty(String report, String level, CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.observe.report=" + report)
			.withBean(Unreachable.class)
			.run((context) -> assertThat(output.toString().lines().filter((line) -> line.endsWith(BEGIN)))
				.allMatch((line) -> line.contains(" " + level + " "))
				.hasSize((level != null) ? 1 : 0));
	}

	@Test
	void startFailsIfAskedTo(CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.observe.report=fail")
			.withBean(Unreachable.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidLangfusePropertyException.class, (failure) -> {
					assertThat(failure)
						.hasMessageContaining(
								"'langfuse.observe.report' is 'fail', and the following @Observe methods " + BEGIN)
						.hasMessageContaining(TYPE + ".hidden(String) is private")
						.hasMessageContaining(TYPE + ".shared() is static");
					assertThat(failure.getAction()).contains("docs/weaving.md");
				}));
		this.contextRunner.withPropertyValues("langfuse.observe.report=fail")
			.withBean(Declared.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void nothingIsReportedOrFailsWhenDisabled(CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.observe.report=fail", "langfuse.enabled=false")
			.withBean(Unreachable.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain(BEGIN);
	}

	@ParameterizedTest
	@CsvSource({ "info,INFO", "fail,WARN" })
	void beanThatIsMadeLaterIsReportedThenAndOnce(String report, String level, CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.observe.report=" + report)
			.withUserConfiguration(Later.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain(BEGIN);
				context.getBean("lazy");
				context.getBean("prototype");
				context.getBean("prototype");
				assertThat(output).containsOnlyOnce(TYPE + ".shared() is static")
					.containsOnlyOnce(AnnotatedClass.class.getName() + ".last() is final");
				assertThat(output.toString().lines().filter((line) -> line.endsWith(BEGIN))).hasSize(2)
					.allMatch((line) -> line.contains(" " + level + " "));
			});
	}

	@Test
	void methodInNoInterfaceIsReportedWhereTheProxyHasOnlyThose(CapturedOutput output) {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(Declared.class)
			.run((context) -> assertThat(output)
				.contains(BEGIN + "\n    " + Declared.class.getName()
						+ ".byMethod() is not in an interface of the proxy\n")
				.doesNotContain(".byInterface")
				.doesNotContain(".byImplementation"));
	}

	@Test
	void packagePrivateMethodOfAnotherClassLoaderIsReported(CapturedOutput output) throws Exception {
		ClassLoader loader = new OverridingClassLoader(getClass().getClassLoader()) {

			@Override
			protected boolean isEligibleForOverriding(String className) {
				return className.equals(Extending.class.getName());
			}

		};
		this.contextRunner.withClassLoader(loader)
			.withBean("extending", loader.loadClass(Extending.class.getName()))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains(BEGIN + "\n    " + Extended.class.getName()
						+ ".inherited() is package-private in another package or class loader\n");
			});
	}

	@Test
	void packagePrivateMethodOfTheSamePackageIsNotReported(CapturedOutput output) {
		this.contextRunner.withBean(Extending.class).run((context) -> assertThat(output).doesNotContain(BEGIN));
	}

	@Test
	void wovenClassIsNotReported(CapturedOutput output) throws Exception {
		Class<?> woven = new WeavingLoader(WovenBeans.class, "META-INF/langfuse-aop.xml")
			.load(WovenBeans.Service.class);
		this.contextRunner.withClassLoader(woven.getClassLoader())
			.withBean("woven", woven)
			.run((context) -> assertThat(output).doesNotContain(BEGIN));
		this.contextRunner.withBean(WovenBeans.Service.class).run((context) -> assertThat(output).contains(BEGIN));
	}

	static class Unreachable {

		@Observe
		public void reachable() {
			hidden("x");
			shared();
			last(List.of());
		}

		@Observe
		private void hidden(String text) {
		}

		@Observe
		static void shared() {
		}

		@Observe
		final void last(List<String> texts, int... numbers) {
		}

		private void notObserved() {
		}

	}

	static final class FinalClass {

		@Observe
		String work() {
			return "worked";
		}

	}

	@Observe
	static class AnnotatedClass {

		public final void last() {
		}

		private void notObserved() {
		}

	}

	public static class Extended {

		@Observe
		void inherited() {
		}

	}

	public static class Extending extends Extended {

	}

	@Configuration(proxyBeanMethods = false)
	static class Later {

		@Bean
		@Lazy
		Unreachable lazy() {
			return new Unreachable();
		}

		@Bean
		@Scope("prototype")
		AnnotatedClass prototype() {
			return new AnnotatedClass();
		}

	}

}
