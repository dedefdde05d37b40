/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import dev.langfuse4j.EverywhereBeans.ForAda;
import dev.langfuse4j.EverywhereBeans.ForNobody;
import dev.langfuse4j.EverywhereBeans.Kind;
import dev.langfuse4j.EverywhereBeans.Leaves;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * User, session and tags that the root sets, on every single observation that a server
 * gets: whatever a method returns, wherever it goes on.
 */
class AttributesEverywhereTests {

	private static final LangfuseServer server = new LangfuseServer();

	private static ConfigurableApplicationContext context;

	private static Langfuse langfuse;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--spring.main.banner-mode=off", "--langfuse.base-url=" + server.url(),
					"--langfuse.public-key=pk-lf-1", "--langfuse.secret-key=sk-lf-1");
		langfuse = context.getBean(Langfuse.class);
	}

	@AfterAll
	static void stop() {
		context.close();
		server.close();
	}

	@BeforeEach
	void clear() {
		assertThat(langfuse.flush(Duration.ofSeconds(10))).isTrue();
		server.clear();
	}

	@ParameterizedTest
	@EnumSource
	void saidByAnnotation(Kind kind) throws Exception {
		consume(kind.call(context.getBean(ForAda.class)));
		everySpanHasThem(kind);
	}

	@ParameterizedTest
	@EnumSource
	void saidByCodeAroundTheCall(Kind kind) throws Exception {
		consume(forAda().call(() -> kind.call(context.getBean(ForNobody.class))));
		everySpanHasThem(kind);
	}

	@ParameterizedTest
	@EnumSource
	void saidByCodeAroundAllThatIsDone(Kind kind) throws Exception {
		forAda().call(() -> {
			consume(kind.call(context.getBean(ForNobody.class)));
			return "done";
		});
		everySpanHasThem(kind);
	}

	@ParameterizedTest
	@EnumSource
	void saidByAnObservationMadeByHandAbove(Kind kind) throws Exception {
		langfuse.observation("above").observeChecked(() -> {
			langfuse.current().trace().userId("ada").sessionId("c-1").tags("vip", "beta");
			consume(kind.call(context.getBean(ForNobody.class)));
			return "done";
		});
		everySpanHasThem(kind, "above");
	}

	@ParameterizedTest
	@EnumSource(names = { "MONO", "FLUX" })
	void saidByOperator(Kind kind) throws Exception {
		Object publisher = kind.call(context.getBean(ForNobody.class));
		consume((publisher instanceof Mono<?> mono) ? forAda().around(mono) : forAda().around((Flux<?>) publisher));
		everySpanHasThem(kind);
	}

	@Test
	void operatorReachesAllThatIsSubscribedToWhereTheMethodObservedSomethingBefore() {
		forAda().around(context.getBean(ForNobody.class).prepared()).block();
		List<Span> spans = spans(3);
		assertThat(spans).extracting(Span::name).containsExactlyInAnyOrder("leaf", "leafMono", "prepared");
		assertThat(spans).filteredOn((span) -> !span.name().equals("leaf"))
			.allSatisfy(AttributesEverywhereTests::hasThem);
	}

	@Test
	void operatorReachesWhatHasTakenItsPlaceBefore() {
		Mono<String> marked = context.getBean(ForNobody.class).marked();
		langfuse.observation("above").observe(() -> forAda().around(marked).block());
		List<Span> spans = spans(3);
		assertThat(spans).filteredOn((span) -> !span.name().equals("above"))
			.hasSize(2)
			.allSatisfy(AttributesEverywhereTests::hasThem);
	}

	@Test
	void interruptedThreadHasThem() {
		forAda().run(() -> {
			Thread.currentThread().interrupt();
			context.getBean(ForNobody.class).plain();
			assertThat(Thread.interrupted()).isTrue();
		});
		everySpanHasThem(Kind.PLAIN);
	}

	@Test
	void everySubscriptionHasThem() {
		Mono<String> mono = context.getBean(ForAda.class).mono();
		mono.block();
		mono.block();
		assertThat(spans(2 * Kind.MONO.observations().length)).allSatisfy(AttributesEverywhereTests::hasThem);
	}

	@Test
	void whatIsSaidLateReachesWhatHasNotLeftAndNothingElse() {
		Leaves leaves = context.getBean(Leaves.class);
		langfuse.observation("root").observe(() -> {
			leaves.leaf();
			assertThat(spans(1)).allSatisfy((span) -> assertThat(span.text("user.id")).isNull());
			leaves.leaf();
			langfuse.current().trace().userId("late").sessionId("s").tags("late");
			leaves.leaf();
		});
		List<Span> spans = spans(4);
		assertThat(spans).extracting((span) -> span.text("user.id")).containsExactly(null, "late", "late", "late");
		assertThat(spans).extracting((span) -> span.text("session.id")).containsExactly(null, "s", "s", "s");
		assertThat(spans).extracting(Span::tags)
			.containsExactly(List.of(), List.of("late"), List.of("late"), List.of("late"));
		assertThat(spans).extracting(Span::traceId).containsOnly(spans.get(0).traceId());
	}

	private static Langfuse.Scoped forAda() {
		return langfuse.with((trace) -> trace.userId("ada").sessionId("c-1").tags("vip", "beta"));
	}

	private static void everySpanHasThem(Kind kind, String... more) {
		List<Span> spans = spans(kind.observations().length + more.length);
		assertThat(spans).extracting(Span::name)
			.containsExactlyInAnyOrderElementsOf(
					Stream.concat(Arrays.stream(kind.observations()), Arrays.stream(more)).toList());
		assertThat(spans).allSatisfy(AttributesEverywhereTests::hasThem);
		assertThat(spans).extracting(Span::traceId).containsOnly(spans.get(0).traceId());
	}

	private static void hasThem(Span span) {
		assertThat(span.text("user.id")).as(span.name()).isEqualTo("ada");
		assertThat(span.text("session.id")).as(span.name()).isEqualTo("c-1");
		assertThat(span.tags()).as(span.name()).containsExactly("vip", "beta");
	}

	/**
	 * Returns everything that has arrived: nothing that these tests observe goes on
	 * alone.
	 */
	private static List<Span> spans(int count) {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(langfuse.flush(Duration.ofSeconds(10))).isTrue();
			assertThat(server.spans()).hasSizeGreaterThanOrEqualTo(count);
		});
		assertThat(server.spans()).hasSize(count);
		return server.spans();
	}

	private static void consume(Object result) throws Exception {
		if (result instanceof Mono<?> mono) {
			mono.block();
		}
		else if (result instanceof Flux<?> flux) {
			flux.blockLast();
		}
		else if (result instanceof Future<?> future) {
			future.get();
		}
		else if (result instanceof Stream<?> stream) {
			stream.toList();
		}
		else if (result instanceof Iterator<?> iterator) {
			iterator.forEachRemaining((element) -> {
			});
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@EnableAsync
	@Import({ Leaves.class, ForAda.class, ForNobody.class })
	static class Application {

	}

}
