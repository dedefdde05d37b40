/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.function.BiConsumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ProjectResolver;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each trace goes to one project, as the servers see.
 */
class ProjectsTests extends ProjectsTestSupport {

	@Test
	void wholeTraceGoesToTheProjectOfItsRoot(CapturedOutput output) {
		run((langfuse, service) -> {
			service.red();
			service.red();
			service.of("blue");
			langfuse.observation("home").observe(() -> langfuse.project("blue").run(service::leaf));
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(names("red")).containsExactlyInAnyOrder("red", "blue", "leaf", "red", "blue", "leaf");
			assertThat(names("blue")).containsExactlyInAnyOrder("of", "leaf");
			assertThat(names("home")).containsExactlyInAnyOrder("home", "leaf");
			assertThat(output).containsOnlyOnce("The project of observation 'blue' is ignored");
		});
	}

	@Test
	void codeIsObservedForAProject() {
		run((langfuse, service) -> {
			langfuse.project("blue").run(() -> {
				service.leaf();
				service.fresh();
				service.red();
				langfuse.project("default").run(service::leaf);
				langfuse.with((trace) -> trace.userId("ada")).run(service::leaf);
			});
			langfuse.project("red").around(Mono.defer(service::later).subscribeOn(Schedulers.parallel())).block(LONG);
			langfuse.project("red").around(service.later()).block(LONG);
			assertThat(langfuse.project("red").get(service::early).block(LONG)).isEqualTo("x");
			assertThat(langfuse.project("red").around(service.early()).block(LONG)).as("observed before")
				.isEqualTo("x");
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(names("blue")).containsExactlyInAnyOrder("leaf", "fresh", "inside", "leaf");
			assertThat(names("home")).containsExactlyInAnyOrder("leaf", "leaf", "early");
			assertThat(names("red")).containsExactlyInAnyOrder("red", "blue", "leaf", "later", "later", "early",
					"leaf");
		});
	}

	@Test
	void resolverIsAskedAtRootsForWhichNobodyNamesAProject() {
		this.contextRunner.withBean(ProjectResolver.class, () -> (request) -> this.tenant.get()).run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Service service = context.getBean(Service.class);
			service.leaf();
			this.tenant.set("blue");
			service.fresh();
			service.red();
			langfuse.project("default").run(service::leaf);
			LangfuseTracer tracer = context.getBean(LangfuseTracer.class);
			assertThat(tracer.currentProject(Context.empty())).isEqualTo("blue");
			assertThat(langfuse.project("red").get(() -> tracer.currentProject(Context.empty()))).isEqualTo("red");
			assertThat(langfuse.project("nobody").get(() -> tracer.currentProject(Context.empty()))).isNull();
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(names("home")).containsExactly("leaf", "leaf");
			assertThat(names("blue")).containsExactlyInAnyOrder("fresh", "inside");
			assertThat(names("red")).hasSize(3);
		});
	}

	@Test
	void whatHasNoProjectIsLostAndCountedNeverRerouted(CapturedOutput output) {
		this.contextRunner.withBean(ProjectResolver.class, () -> (request) -> {
			if (this.tenant.get() == null) {
				return null;
			}
			throw new IllegalStateException("secret of the resolver");
		}).withPropertyValues("langfuse.projects.off.enabled=false").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Service service = context.getBean(Service.class);
			service.of("no\nbody");
			service.of("no\nbody");
			service.of("off");
			service.of(null);
			langfuse.project(null).run(service::leaf);
			this.tenant.set(null);
			service.leaf();
			this.tenant.set("throws");
			service.leaf();
			ExportStatistics statistics = context.getBean(ExportStatistics.class);
			assertThat(statistics.lost()).containsEntry(LossReason.UNKNOWN_PROJECT, 4 * 2 + 3L);
			assertThat(statistics.open()).isZero();
			assertThat(langfuse.flush(LONG)).as("something was lost").isFalse();
			assertThat(this.server.requests()).isEmpty();
			assertThat(output).containsOnlyOnce("project 'no\\nbody' is not configured")
				.containsOnlyOnce("project 'off' is disabled")
				.containsOnlyOnce("project '' is not configured")
				.containsOnlyOnce("the ProjectResolver returned no project")
				.containsOnlyOnce("the ProjectResolver failed: java.lang.IllegalStateException")
				.doesNotContain("secret of the resolver");
		});
	}

	@Test
	void eachProjectHasItsServerItsKeysAndItsEnvironment() {
		try (LangfuseServer other = new LangfuseServer()) {
			this.contextRunner
				.withPropertyValues("langfuse.projects.red.base-url=" + other.url(),
						"langfuse.projects.red.environment=staging")
				.run((context) -> {
					Service service = context.getBean(Service.class);
					service.of("red");
					service.of("blue");
					assertThat(context.getBean(Langfuse.class).flush(LONG)).isTrue();
				});
			Received red = other.requests().get(0);
			assertThat(red.header("Authorization")).isEqualTo(basic("red"));
			assertThat(red.header("x-gateway")).as("meant for the other server").isNull();
			assertThat(red.resource().toString()).contains("staging").doesNotContain("prod");
			Received blue = this.server.requests().get(0);
			assertThat(blue.header("Authorization")).isEqualTo(basic("blue"));
			assertThat(blue.header("x-gateway")).isEqualTo("secret");
			assertThat(blue.resource().toString()).contains("prod");
		}
	}

	@Test
	void mistakesStopTheStart() {
		assertFailure("langfuse.projects.red.secret-key", "langfuse.projects.red.secret-key=");
		assertFailure("langfuse.projects.green.public-key", "langfuse.projects.green.environment=x");
		assertFailure("langfuse.projects.red.base-url", "langfuse.projects.red.base-url=nonsense");
		assertFailure("langfuse.projects.red.environment", "langfuse.projects.red.environment=Not Valid");
		assertFailure("langfuse.projects", "langfuse.projects.default.public-key=pk-lf-1");
		assertFailure("langfuse.projects", "langfuse.projects[Not.Valid].enabled=false");
		assertFailure("langfuse.export.endpoint-project-attribute", "langfuse.export.endpoint=http://collector:4318");
		this.contextRunner.withBean("one", ProjectResolver.class, () -> (request) -> "red")
			.withBean("other", ProjectResolver.class, () -> (request) -> "blue")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(NoUniqueBeanDefinitionException.class)
				.hasMessageContaining("one,other"));
		this.contextRunner.withBean(Misspelt.class)
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.hasMessageContaining("'langfuse.projects.redd'")
				.hasMessageContaining("although @ObserveTrace on ")
				.hasMessageContaining("Misspelt.call"));
		LangfuseContexts.plainRunner()
			.withBean(Misspelt.class)
			.run((context) -> assertThat(context).as("nothing is configured, as on the machine of a developer")
				.hasNotFailed());
	}

	@Test
	void collectorTellsProjectsApartByAnAttribute() {
		this.contextRunner
			.withPropertyValues("langfuse.export.endpoint=" + this.server.url() + "/v1/traces",
					"langfuse.export.endpoint-project-attribute=langfuse.project")
			.run((context) -> {
				context.getBean(Service.class).of("red");
				assertThat(context.getBean(Langfuse.class).flush(LONG)).isTrue();
				Received request = this.server.requests().get(0);
				assertThat(request.resource().toString())
					.contains("{\"key\":\"langfuse.project\",\"value\":{\"stringValue\":\"red\"}}");
				assertThat(request.header("Authorization")).isNull();
			});
	}

	private void assertFailure(String property, String... values) {
		this.contextRunner.withPropertyValues(values).run((context) -> {
			assertThat(context).hasFailed();
			Throwable cause = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
			assertThat(cause).isInstanceOfSatisfying(InvalidLangfusePropertyException.class,
					(failure) -> assertThat(failure.getProperty()).isEqualTo(property));
			assertThat(cause.getMessage()).doesNotContain("sk-lf");
		});
	}

	private void run(BiConsumer<Langfuse, Service> code) {
		this.contextRunner
			.run((context) -> code.accept(context.getBean(Langfuse.class), context.getBean(Service.class)));
	}

	static class Misspelt {

		@Observe
		@ObserveTrace(project = "redd")
		void call() {
		}

	}

}
