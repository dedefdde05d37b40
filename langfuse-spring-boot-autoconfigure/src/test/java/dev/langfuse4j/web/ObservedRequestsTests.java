/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.testing.Span;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attributes of a request apply whatever is observed around it: the server's own
 * observation of the request, or one of a filter.
 */
class ObservedRequestsTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String[] REMOTE = { "traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01", "baggage",
			"langfuse_trace_id=" + TRACE_ID + ",langfuse_user_id=ada,langfuse_session_id=s" };

	private static final String PLAIN = "X-Plain";

	private static final String EARLY = "X-Early";

	private static final Map<WebApplicationType, WebApplication> applications = new EnumMap<>(WebApplicationType.class);

	@AfterAll
	static void closeAll() {
		applications.values().forEach(WebApplication::close);
		applications.clear();
	}

	@ParameterizedTest
	@CsvSource({ "SERVLET,true,false", "SERVLET,true,true", "SERVLET,false,true", "SERVLET,false,false",
			"REACTIVE,true,false", "REACTIVE,true,true", "REACTIVE,false,true", "REACTIVE,false,false" })
	void traceGoesOnAndItsIdIsTold(WebApplicationType type, boolean included, boolean filtered) {
		WebApplication application = application(type);
		List<String> headers = new ArrayList<>(Arrays.asList(REMOTE));
		if (!included) {
			headers.addAll(List.of(PLAIN, "true"));
		}
		if (filtered) {
			headers.addAll(List.of(EARLY, "true"));
		}
		HttpResponse<String> answer = application.get("/answer", headers.toArray(String[]::new));
		List<Span> spans = application.spans(1 + (included ? 1 : 0) + (filtered ? 1 : 0));
		assertThat(spans).extracting(Span::traceId).containsOnly(TRACE_ID);
		assertThat(spans).filteredOn((span) -> "00f067aa0ba902b7".equals(span.parentId())).hasSize(1);
		assertThat(spans).extracting((span) -> span.text("user.id")).containsOnly("ada");
		assertThat(spans).extracting((span) -> span.text("session.id")).containsOnly("s");
		assertThat(answer.headers().firstValue("Langfuse-Trace-Id")).hasValue(TRACE_ID);
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void idOfATraceThatBeginsWithTheRequestIsTold(WebApplicationType type) {
		WebApplication application = application(type);
		HttpResponse<String> answer = application.get("/answer");
		assertThat(answer.headers().firstValue("Langfuse-Trace-Id")).hasValue(application.spans(2).get(0).traceId());
	}

	@ParameterizedTest
	@CsvSource({ "SERVLET,/answer", "SERVLET,/unobserved", "REACTIVE,/answer", "REACTIVE,/unobserved" })
	void rootHasWhatExtractorsSay(WebApplicationType type, String path) {
		WebApplication application = application(type);
		HttpResponse<String> answer = application.get(path, "X-User", "ada");
		List<Span> spans = application.spans("/answer".equals(path) ? 2 : 1);
		assertThat(spans).extracting((span) -> span.text("user.id")).containsOnly("ada");
		assertThat(answer.headers().firstValue("Langfuse-Trace-Id")).hasValue(spans.get(0).traceId());
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void nothingIsObservedOfWhatAnExtractorReaches(WebApplicationType type) {
		WebApplication application = application(type);
		application.get("/answer", "X-User", "ada", PLAIN, "true");
		List<Span> spans = application.spans(1);
		assertThat(spans).extracting(Span::name).containsExactly("answer");
		assertThat(spans).extracting((span) -> span.text("user.id")).containsExactly("ada");
	}

	private static WebApplication application(WebApplicationType type) {
		WebApplication application = applications.computeIfAbsent(type,
				(missing) -> new WebApplication(missing, Application.class,
						"langfuse.observe.include=http.server.requests", "langfuse.web.accept-remote-context=true",
						"langfuse.web.trace-id-header=true"));
		application.forget();
		return application;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Controller.class, ServletFilters.class, ReactiveFilters.class })
	static class Application {

		/**
		 * Asked for each request, so it must not be asked by what it calls.
		 */
		@Bean
		TraceAttributesExtractor extractor(ObjectProvider<Controller> controller, ObjectProvider<Langfuse> langfuse) {
			return (request, trace) -> {
				if (request.header("X-User") != null) {
					controller.getObject().answer();
					langfuse.getObject().observation("look up").observe(() -> trace.userId(request.header("X-User")));
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class ServletFilters {

		@Bean
		ObservationPredicate plain() {
			return (name,
					context) -> !(context instanceof org.springframework.http.server.observation.ServerRequestObservationContext server
							&& server.getCarrier().getHeader(PLAIN) != null);
		}

		@Bean
		FilterRegistrationBean<Filter> early(Langfuse langfuse) {
			FilterRegistrationBean<Filter> early = new FilterRegistrationBean<>((request, response, chain) -> {
				if (((HttpServletRequest) request).getHeader(EARLY) == null) {
					chain.doFilter(request, response);
					return;
				}
				try (ActiveObservation observation = langfuse.observation("early").start()) {
					chain.doFilter(request, response);
				}
			});
			early.setOrder(-200);
			return early;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class ReactiveFilters {

		@Bean
		ObservationPredicate plain() {
			return (name,
					context) -> !(context instanceof org.springframework.http.server.reactive.observation.ServerRequestObservationContext server
							&& server.getCarrier().getHeaders().containsHeader(PLAIN));
		}

		@Bean
		Early early(Observed observed) {
			return new Early(observed);
		}

		@Bean
		Observed observed() {
			return new Observed();
		}

	}

	static class Early implements WebFilter, Ordered {

		private final Observed observed;

		Early(Observed observed) {
			this.observed = observed;
		}

		@Override
		public int getOrder() {
			return -200;
		}

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return exchange.getRequest().getHeaders().containsHeader(EARLY) ? this.observed.early(exchange, chain)
					: chain.filter(exchange);
		}

	}

	static class Observed {

		@Observe(captureInput = Capture.OFF)
		public Mono<Void> early(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange);
		}

	}

	@RestController
	static class Controller {

		@Observe
		@GetMapping("/answer")
		public Mono<String> answer() {
			return Mono.just("answered");
		}

		@GetMapping("/unobserved")
		public String unobserved() {
			return "unobserved";
		}

	}

}
