/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.method.AuthorizeReturnObject;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.method.MethodValidationException;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Results that Spring Security keeps from callers are not recorded, and calls that it or
 * validation refuses are marked.
 */
class RefusedCallsTests {

	@BeforeEach
	void authenticate() {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ada", "", "ROLE_USER"));
	}

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void resultIsWhatTheCallerGot() {
		run(Documents.class, (documents, recorder) -> {
			assertThat(documents.filtered()).containsExactly("open");
			assertThat(recorder).hasTraceWithRoot("filtered").hasOutput("[\"open\"]");
			recorder.clear();
			assertThat(documents.composed()).containsExactly("open");
			assertThat(recorder).hasTraceWithRoot("composed").hasOutput("[\"open\"]");
			recorder.clear();
			assertThat(documents.ofInterface()).containsExactly("open");
			assertThat(recorder).hasTraceWithRoot("ofInterface").hasOutput("[\"open\"]");
		});
	}

	@Test
	void resultThatIsKeptFromTheCallerIsNotRecorded() {
		run(Documents.class, (documents, recorder) -> {
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(documents::denied);
			assertThat(recorder).hasTraceWithRoot("denied")
				.hasOutput(null)
				.hasLevel(ObservationLevel.WARNING)
				.hasMetadata("refused", "authorization");
		});
		run(Accounts.class, (accounts, recorder) -> {
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(accounts::secret);
			assertThat(recorder).hasTraceWithRoot("secret").hasOutput(null).hasMetadata("refused", "authorization");
		});
	}

	@Test
	void resultWhosePropertiesAreSecuredIsShownByItsClass() {
		run(Documents.class, (documents, recorder) -> {
			assertThat(documents.account().getName()).isEqualTo("ada");
			assertThat(recorder).hasTraceWithRoot("account").hasOutput("\"<RefusedCallsTests.Account>\"");
		});
	}

	@Test
	void otherMethodsOfTheBeanAreObservedAtTheUsualPlace() {
		run(Documents.class, (documents, recorder) -> {
			assertThat(documents.retried()).isEqualTo("third");
			assertThat(recorder.observations()).hasSize(3);
			recorder.clear();
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(documents::forbidden);
			assertThat(recorder).hasNoTrace();
			assertThat(documents.filteredAfterRetries()).containsExactly("open");
			assertThat(recorder.observations()).extracting((data) -> data.level())
				.containsExactly(ObservationLevel.ERROR, ObservationLevel.ERROR, ObservationLevel.DEFAULT);
			assertThat(recorder.observations().get(2).output().asText()).isEqualTo("[\"open\"]");
		});
	}

	@Test
	void failureOfASecuredMethodIsAFailure() {
		run(Documents.class, (documents, recorder) -> {
			assertThatIllegalStateException().isThrownBy(documents::failing);
			assertThat(recorder).hasTraceWithRoot("failing").hasFailed("no model");
			recorder.clear();
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(documents::callingOthers);
			assertThat(recorder).hasTraceWithRoot("callingOthers").hasFailed("of another").hasMetadata("refused", null);
		});
	}

	@Test
	void elementsOfPublishersAreThoseTheCallerGot() {
		runner().withUserConfiguration(ReactiveApplication.class).run((context) -> {
			Flux<String> filtered = context.getBean(ReactiveDocuments.class)
				.filtered()
				.contextWrite(ReactiveSecurityContextHolder
					.withAuthentication(new TestingAuthenticationToken("ada", "", "ROLE_USER")));
			assertThat(filtered.collectList().block()).containsExactly("open");
			assertThat(context.getBean(LangfuseRecorder.class)).hasTraceWithRoot("filtered").hasOutput("open");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "innermost", "outermost" })
	void callThatValidationRefusesIsNoFailureOfTheMethod(String order) {
		run(Questions.class, (questions, recorder) -> {
			assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> questions.ask(" "));
			assertThat(questions.asked()).isEqualTo(0);
			assertThat(recorder).hasTraceWithRoot("ask")
				.hasLevel(ObservationLevel.WARNING)
				.hasMetadata("refused", "validation")
				.hasMetadata("exception.type", ConstraintViolationException.class.getName());
			recorder.clear();
			assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> questions.answer("why"));
			assertThat(questions.asked()).isEqualTo(1);
			assertThat(recorder).hasTraceWithRoot("answer").hasFailed("").hasMetadata("refused", null);
			recorder.clear();
			assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> questions.relay(" "));
			assertThat(recorder).hasTraceWithRoot("relay").hasFailed("").hasMetadata("refused", null);
		}, "langfuse.observe.order=" + order);
		run(Questions.class, (questions, recorder) -> {
			assertThatExceptionOfType(MethodValidationException.class).isThrownBy(() -> questions.ask(" "));
			assertThat(recorder).hasTraceWithRoot("ask")
				.hasLevel(ObservationLevel.WARNING)
				.hasMetadata("refused", "validation");
		}, "langfuse.observe.order=" + order, "spring.validation.method.adapt-constraint-violations=true");
	}

	private static <B> void run(Class<B> bean, BiConsumer<B, LangfuseRecorder> test, String... properties) {
		runner().withUserConfiguration(Application.class)
			.withPropertyValues(properties)
			.run((context) -> test.accept(context.getBean(bean), context.getBean(LangfuseRecorder.class)));
	}

	private static ApplicationContextRunner runner() {
		return LangfuseContexts.plainRunner(AopAutoConfiguration.class, ValidationAutoConfiguration.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	@EnableResilientMethods
	@Import({ Documents.class, Accounts.class, Questions.class, Others.class, LangfuseRecorder.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableReactiveMethodSecurity
	@Import({ ReactiveDocuments.class, LangfuseRecorder.class })
	static class ReactiveApplication {

	}

	static class ReactiveDocuments {

		@Observe
		@PostFilter("filterObject == 'open'")
		public Flux<String> filtered() {
			return Flux.just("open", "secret");
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@PostFilter("filterObject == 'open'")
	@interface OpenOnly {

	}

	interface OfInterface {

		@PostFilter("filterObject == 'open'")
		List<String> ofInterface();

	}

	static class Documents implements OfInterface {

		private final AtomicInteger attempts = new AtomicInteger();

		private final Others others;

		Documents(Others others) {
			this.others = others;
		}

		@Observe
		@PostFilter("filterObject == 'open'")
		public List<String> filtered() {
			return all();
		}

		@Observe
		@OpenOnly
		public List<String> composed() {
			return all();
		}

		@Observe
		@Override
		public List<String> ofInterface() {
			return all();
		}

		@Observe
		@PostAuthorize("returnObject == 'open'")
		public String denied() {
			return "secret";
		}

		@Observe
		@AuthorizeReturnObject
		public Account account() {
			return new Account();
		}

		@Observe
		@Retryable(maxRetries = 2, delay = 1)
		public String retried() {
			if (this.attempts.incrementAndGet() % 3 != 0) {
				throw new IllegalStateException("attempt");
			}
			return "third";
		}

		@Observe
		@PreAuthorize("hasRole('ADMIN')")
		public String forbidden() {
			return "never";
		}

		@Observe
		@Retryable(maxRetries = 2, delay = 1)
		@PostFilter("filterObject == 'open'")
		public List<String> filteredAfterRetries() {
			retried();
			return all();
		}

		@Observe
		@PostAuthorize("true")
		public String failing() {
			throw new IllegalStateException("no model");
		}

		@Observe
		@PostAuthorize("true")
		public String callingOthers() {
			return this.others.denied();
		}

		private static List<String> all() {
			return new ArrayList<>(List.of("open", "secret"));
		}

	}

	@Observe
	@PostAuthorize("returnObject == 'open'")
	static class Accounts {

		public String secret() {
			return "secret";
		}

	}

	static class Others {

		String denied() {
			throw new AccessDeniedException("of another");
		}

	}

	static class Account {

		public String getName() {
			return "ada";
		}

		@PreAuthorize("hasRole('ADMIN')")
		public String getNumber() {
			return "4711";
		}

	}

	@Validated
	static class Questions {

		private final AtomicInteger asked = new AtomicInteger();

		private final OtherQuestions others = new OtherQuestions();

		int asked() {
			return this.asked.get();
		}

		@Observe
		public String ask(@NotBlank String question) {
			this.asked.incrementAndGet();
			return "because";
		}

		@Observe
		public @NotBlank String answer(String question) {
			this.asked.incrementAndGet();
			return "";
		}

		@Observe
		public String relay(String question) {
			throw this.others.invalid(question);
		}

	}

	static class OtherQuestions {

		ConstraintViolationException invalid(String question) {
			return new ConstraintViolationException("of another", Set.of());
		}

	}

}
