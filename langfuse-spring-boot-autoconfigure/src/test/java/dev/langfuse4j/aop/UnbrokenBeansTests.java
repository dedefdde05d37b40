/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.time.Duration;
import java.util.function.Supplier;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.support.JdbcDaoSupport;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockFilterConfig;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans that a proxy would break, or for which it could observe nothing, get none.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnbrokenBeansTests {

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withBean(RecordingExporter.class, () -> this.exporter);

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void servletFilterStaysAsItIs(boolean enabled, CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.enabled=" + enabled)
			.withBean(AuditFilter.class)
			.run((context) -> {
				AuditFilter filter = context.getBean(AuditFilter.class);
				assertThat(AopUtils.isAopProxy(filter)).isFalse();
				filter.init(new MockFilterConfig());
				filter.doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), new MockFilterChain());
				assertThat(filter.audited).isOne();
			});
		if (enabled) {
			assertThat(output).contains(AuditFilter.class.getName()
					+ ".audit() is in a class without proxy, because a proxy would break "
					+ "GenericFilterBean.init, which is final and implements Filter: move audit to " + "another bean");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void finalMethodOfAnInterfaceStaysAsItIs(boolean enabled, CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.enabled=" + enabled).withBean(Job.class).run((context) -> {
			Job job = context.getBean(Job.class);
			assertThat(AopUtils.isAopProxy(job)).isFalse();
			job.run();
		});
		assertThat(output.toString().contains("Job.run, which is final and implements Runnable: make it non-final"))
			.isEqualTo(enabled);
	}

	@Test
	void ownFinalMethodThatReadsFieldsStaysAsItIs(CapturedOutput output) {
		this.contextRunner.withBean(Direct.class).withBean(ByPrivateMethod.class).run((context) -> {
			assertThat(context.getBean(Direct.class).greeting()).isEqualTo("hello");
			assertThat(context.getBean(ByPrivateMethod.class).greeting()).isEqualTo("hello");
			assertThat(context.getBean(ByPrivateMethod.class).late()).isEqualTo("hello");
		});
		assertThat(output)
			.contains(Direct.class.getName() + ".work() is in a class without proxy, because a proxy would break "
					+ "UnbrokenBeansTests.Direct.greeting, which is final and uses fields: make it "
					+ "non-final, or move work to another bean");
	}

	@Test
	void finalMethodThatUsesNoFieldsDoesNotForbidTheProxy() {
		this.contextRunner.withBean(Harmless.class).run((context) -> {
			Harmless bean = context.getBean(Harmless.class);
			assertThat(AopUtils.isCglibProxy(bean)).isTrue();
			assertThat(bean.constant()).isEqualTo("hello");
			bean.work();
			flush(context.getBean(Langfuse.class));
		});
		assertThat(this.exporter.names()).containsExactly("work");
	}

	@Test
	void finalMethodsOfAFrameworksBaseDoNotForbidTheProxy() {
		this.contextRunner.withBean(Dao.class).run((context) -> {
			Dao dao = context.getBean(Dao.class);
			assertThat(AopUtils.isCglibProxy(dao)).isTrue();
			assertThat(dao.find()).isTrue();
			flush(context.getBean(Langfuse.class));
		});
		assertThat(this.exporter.names()).containsExactly("find");
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void noProxyWhereNothingCanBeObserved(String enabled) {
		this.contextRunner.withPropertyValues("langfuse.enabled=" + enabled)
			.withBean(OnlyFinal.class)
			.withBean(PrivateBesideFinal.class)
			.run((context) -> {
				assertThat(AopUtils.isAopProxy(context.getBean(OnlyFinal.class))).isFalse();
				assertThat(AopUtils.isAopProxy(context.getBean(PrivateBesideFinal.class))).isFalse();
			});
	}

	@Test
	void noProxyOfInterfacesThatDeclareNothingObserved(CapturedOutput output) {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("bean", BesideInterface.class)
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean("bean"))).isFalse());
		assertThat(output).contains(BesideInterface.class.getName() + ".work() is not in an interface of the proxy");
	}

	private static void flush(Langfuse langfuse) {
		assertThat(langfuse.flush(Duration.ofSeconds(10))).isTrue();
	}

	static class AuditFilter extends OncePerRequestFilter {

		private int audited;

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
			audit();
		}

		@Observe
		public void audit() {
			this.audited++;
		}

	}

	static class Job implements Runnable {

		private final StringBuilder log = new StringBuilder();

		@Override
		public final void run() {
			this.log.append(work());
		}

		@Observe
		public String work() {
			return "worked";
		}

	}

	static class Direct {

		private final String text = String.valueOf("hello");

		public final String greeting() {
			return this.text;
		}

		@Observe
		public void work() {
		}

	}

	static class ByPrivateMethod {

		private final StringBuilder text = new StringBuilder("hello");

		public final String greeting() {
			return text();
		}

		public final String late() {
			Supplier<String> supplier = () -> this.text.toString();
			return supplier.get();
		}

		private String text() {
			return this.text.toString();
		}

		@Observe
		public void work() {
		}

	}

	static class Harmless {

		private final String text = String.valueOf("hello");

		public final String constant() {
			return text();
		}

		public String text() {
			return this.text;
		}

		@Observe
		public void work() {
		}

	}

	@SuppressWarnings("removal")
	static class Dao extends JdbcDaoSupport {

		Dao() {
			setDataSource(new SimpleDriverDataSource());
		}

		@Observe
		public boolean find() {
			return getJdbcTemplate() != null;
		}

	}

	static class OnlyFinal {

		@Observe
		public final void work() {
		}

	}

	static class PrivateBesideFinal {

		private final String text = String.valueOf("hello");

		@Observe
		private void hidden() {
		}

		public final String greeting() {
			return this.text;
		}

	}

	static class BesideInterface implements Runnable {

		@Override
		public void run() {
		}

		@Observe
		public void work() {
		}

	}

}
