package dev.langfuse4j.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.export.ExportPipeline;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseCredentialsProvider;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ProjectResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Which project a trace goes to, seen by the servers.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProjectsTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final LangfuseServer server = new LangfuseServer();

	private final AtomicReference<String> tenant = new AtomicReference<>("default");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LangfuseAutoConfiguration.class))
		.withBean(Inner.class)
		.withBean(Service.class)
		.withPropertyValues("langfuse.base-url=" + this.server.url(), "langfuse.public-key=pk-lf-home",
				"langfuse.secret-key=sk-lf-home", "langfuse.environment=prod", "langfuse.headers.x-gateway=secret")
		.withPropertyValues(project("red"))
		.withPropertyValues(project("blue"));

	@AfterEach
	void close() {
		this.server.close();
	}

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
			assertThat(langfuse.project("red").get(service::later).block(LONG)).isEqualTo("x");
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(names("blue")).containsExactlyInAnyOrder("leaf", "fresh", "inside", "leaf");
			assertThat(names("home")).containsExactly("leaf");
			assertThat(names("red").stream().filter("later"::equals)).hasSize(3);
			assertThat(names("red")).contains("red", "blue", "leaf");
		});
	}

	@Test
	void resolverIsAskedAtRootsForWhichNobodyNamesAProject() {
		this.contextRunner.withBean(ProjectResolver.class, () -> this.tenant::get).run((context) -> {
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
		this.contextRunner.withBean(ProjectResolver.class, () -> () -> {
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
				.containsOnlyOnce("the ProjectResolver found no project")
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
	void keysAreReadForEachRequest() {
		this.contextRunner.run((context) -> {
			Service service = context.getBean(Service.class);
			Langfuse langfuse = context.getBean(Langfuse.class);
			service.of("red");
			assertThat(langfuse.flush(LONG)).isTrue();
			set(context, "langfuse.projects.red.public-key=pk-lf-new", "langfuse.projects.red.secret-key=sk-lf-new",
					"langfuse.public-key=pk-lf-newer", "langfuse.secret-key=sk-lf-newer");
			service.of("red");
			service.of("default");
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(names("red")).hasSize(2);
			assertThat(names("new")).hasSize(2);
			assertThat(names("newer")).hasSize(2);
		});
	}

	@Test
	void whatWaitsForAProjectThatIsDisabledIsDiscarded() {
		this.server.answerAll((request) -> request.header("Authorization").equals(basic("red")) ? 503 : 200);
		this.contextRunner.withPropertyValues("langfuse.flush-interval=50ms").run((context) -> {
			Service service = context.getBean(Service.class);
			Langfuse langfuse = context.getBean(Langfuse.class);
			ExportPipeline pipeline = context.getBean(ExportPipeline.class);
			service.of("red");
			await().atMost(LONG).until(() -> !names(basic("red"), 503).isEmpty());
			set(context, "langfuse.projects.red.enabled=false");
			await().atMost(LONG)
				.until(() -> pipeline.gauges().statistics("red").lost().get(LossReason.UNKNOWN_PROJECT) == 2);
			int requests = this.server.requests().size();
			assertThat(pipeline.status().queueSize()).isZero();
			await().atMost(LONG).until(() -> pipeline.obstacle("red") != null);
			service.of("red");
			service.of("blue");
			assertThat(langfuse.flush(LONG)).isFalse();
			assertThat(this.server.requests()).hasSize(requests + 1);
			this.server.answerAll((request) -> 200);
			set(context, "langfuse.projects.red.enabled=true");
			await().atMost(LONG).until(() -> pipeline.obstacle("red") == null);
			service.of("red");
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(names("red")).containsExactlyInAnyOrder("of", "leaf");
		});
	}

	@Test
	void providerOfTheApplicationIsAskedForEachRequest(CapturedOutput output) {
		AtomicReference<Credentials> vault = new AtomicReference<>(new Credentials("pk-lf-v1", "sk-lf-v1"));
		this.contextRunner
			.withPropertyValues("langfuse.projects.vaulted.enabled=true", "langfuse.flush-interval=50ms",
					"langfuse.export.shutdown-timeout=100ms")
			.withBean(LangfuseCredentialsProvider.class, () -> (project) -> {
				if (project.equals("red")) {
					throw new IllegalStateException("secret of the vault");
				}
				return vault.get();
			})
			.run((context) -> {
				Service service = context.getBean(Service.class);
				Langfuse langfuse = context.getBean(Langfuse.class);
				ExportPipeline pipeline = context.getBean(ExportPipeline.class);
				service.of("vaulted");
				assertThat(langfuse.flush(LONG)).isTrue();
				vault.set(new Credentials("pk-lf-v2", "sk-lf-v2"));
				service.of("vaulted");
				assertThat(langfuse.flush(LONG)).isTrue();
				assertThat(names("v1")).hasSize(2);
				assertThat(names("v2")).hasSize(2);
				service.of("red");
				assertThat(langfuse.flush(Duration.ofMillis(300))).isFalse();
				assertThat(pipeline.gauges().status("red").queueSize()).as("kept").isEqualTo(2);
				vault.set(null);
				service.of("vaulted");
				await().atMost(LONG)
					.until(() -> pipeline.gauges().statistics("vaulted").lost().get(LossReason.UNKNOWN_PROJECT) == 2);
				assertThat(pipeline.obstacle("vaulted")).isEqualTo("has no credentials");
				vault.set(new Credentials("pk-lf-v3", "sk-lf-v3"));
				await().atMost(LONG).until(() -> pipeline.obstacle("vaulted") == null);
				service.of("vaulted");
				await().atMost(LONG).until(() -> names("v3").size() == 2);
				assertThat(output).doesNotContain("secret of the vault");
			});
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
		this.contextRunner.withBean(Misspelt.class)
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.hasMessageContaining("'langfuse.projects.redd'")
				.hasMessageContaining("Misspelt.call"));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LangfuseAutoConfiguration.class))
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

	private static void set(AssertableApplicationContext context, String... properties) {
		TestPropertyValues.of(properties).applyTo(context.getSourceApplicationContext());
	}

	private List<String> names(String keys) {
		return names(basic(keys), 200);
	}

	private List<String> names(String authorization, int status) {
		return this.server.requests()
			.stream()
			.filter((request) -> request.status() == status && authorization.equals(request.header("Authorization")))
			.flatMap((request) -> request.spans().stream())
			.map(Span::name)
			.toList();
	}

	private static String[] project(String name) {
		return new String[] { "langfuse.projects." + name + ".public-key=pk-lf-" + name,
				"langfuse.projects." + name + ".secret-key=sk-lf-" + name };
	}

	private static String basic(String name) {
		String pair = "pk-lf-" + name + ":sk-lf-" + name;
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

	static class Inner {

		@Observe
		void leaf() {
		}

		@Observe(project = "blue")
		void blue() {
			// Below another observation
		}

		@Observe(newTrace = true)
		void inside() {
		}

	}

	static class Service {

		private final Inner inner;

		Service(Inner inner) {
			this.inner = inner;
		}

		@Observe(project = "red")
		void red() {
			this.inner.blue();
			this.inner.leaf();
		}

		@Observe(project = "#{#tenant}")
		void of(String tenant) {
			this.inner.leaf();
		}

		@Observe
		void fresh() {
			this.inner.inside();
		}

		void leaf() {
			this.inner.leaf();
		}

		@Observe
		Mono<String> later() {
			this.inner.leaf();
			return Mono.just("x");
		}

	}

	static class Misspelt {

		@Observe(project = "redd")
		void call() {
		}

	}

}
