/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.web;

import dev.langfuse4j.aop.ExpressionVariable;
import dev.langfuse4j.autoconfigure.DefinedBeans;
import dev.langfuse4j.autoconfigure.LangfuseActivation;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.reactor.TupleConverter;
import dev.langfuse4j.trace.ContextOrigin;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ProjectResolver;
import dev.langfuse4j.web.HttpEntityConverter;
import dev.langfuse4j.web.MultipartFileConverter;
import dev.langfuse4j.web.RequestTraces;
import dev.langfuse4j.web.TraceAttributesExtractor;
import dev.langfuse4j.web.propagation.HostPatterns;
import dev.langfuse4j.web.propagation.OutgoingTraces;
import dev.langfuse4j.web.propagation.PropagatingFilterFunction;
import dev.langfuse4j.web.propagation.PropagatingInterceptor;
import dev.langfuse4j.web.propagation.Redirects;
import dev.langfuse4j.web.reactive.ExchangeOrigin;
import dev.langfuse4j.web.reactive.RemoteContextWebFilter;
import dev.langfuse4j.web.reactive.TraceAttributesWebFilter;
import dev.langfuse4j.web.security.AuthenticationVariable;
import dev.langfuse4j.web.servlet.RemoteContextFilter;
import dev.langfuse4j.web.servlet.ServerRequestOrigin;
import dev.langfuse4j.web.servlet.TraceAttributesFilter;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * Configurations for trace attributes from web requests, for their propagation to other
 * services, and for values of web types.
 */
final class WebTraceConfigurations {

	private WebTraceConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(WebProperties.class)
	static class Requests {

		@Bean
		RequestTraces langfuseRequestTraces(LangfuseTracer tracer, LangfuseActivation activation,
				WebProperties properties, ObjectProvider<TraceAttributesExtractor> extractors,
				ListableBeanFactory beanFactory) {
			if (activation.isActive()) {
				properties.check();
			}
			return new RequestTraces(tracer, properties.toSettings(), () -> extractors.orderedStream().toList(),
					DefinedBeans.contain(beanFactory, ProjectResolver.class));
		}

		@Bean
		ValueConverter langfuseMultipartFileConverter() {
			return new MultipartFileConverter();
		}

		@Bean
		ValueConverter langfuseTupleConverter() {
			return new TupleConverter();
		}

		@Bean
		ValueConverter langfuseHttpEntityConverter() {
			return new HttpEntityConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { "jakarta.servlet.Filter", "org.springframework.web.servlet.HandlerMapping" })
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class Servlet {

		@Bean
		TraceAttributesFilter langfuseTraceAttributesFilter(RequestTraces traces) {
			return new TraceAttributesFilter(traces);
		}

		@Bean
		RemoteContextFilter langfuseRemoteContextFilter(LangfuseTracer tracer, WebProperties properties) {
			return new RemoteContextFilter(tracer, properties.isAcceptRemoteContext());
		}

		@Bean
		ContextOrigin langfuseServerRequestOrigin(WebProperties properties, ListableBeanFactory beanFactory) {
			boolean accepts = properties.isAcceptRemoteContext();
			return (accepts || DefinedBeans.contain(beanFactory, ProjectResolver.class))
					? new ServerRequestOrigin(accepts) : (context) -> null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.server.WebFilter")
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class Reactive {

		@Bean
		TraceAttributesWebFilter langfuseTraceAttributesWebFilter(RequestTraces traces) {
			return new TraceAttributesWebFilter(traces);
		}

		@Bean
		RemoteContextWebFilter langfuseRemoteContextWebFilter(LangfuseTracer tracer, WebProperties properties) {
			return new RemoteContextWebFilter(tracer, properties.isAcceptRemoteContext());
		}

		@Bean
		ContextOrigin langfuseExchangeOrigin(WebProperties properties, ListableBeanFactory beanFactory) {
			boolean accepts = properties.isAcceptRemoteContext();
			return (accepts || DefinedBeans.contain(beanFactory, ProjectResolver.class)) ? new ExchangeOrigin(accepts)
					: (context) -> null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.security.core.Authentication")
	static class Security {

		@Bean
		ExpressionVariable langfuseAuthenticationVariable() {
			return new AuthenticationVariable();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.http.client.HttpClientSettings")
	static class Outgoing {

		/**
		 * Not the properties bean, which a post-processor would create too early.
		 */
		@Bean
		static UnfollowedRedirects langfuseUnfollowedRedirects(Environment environment) {
			return new UnfollowedRedirects(SingletonSupplier.of(() -> hosts(environment)));
		}

		private static HostPatterns hosts(Environment environment) {
			return LangfuseActivation.of(environment).isActive()
					? Binder.get(environment).bindOrCreate("langfuse.web", WebProperties.class).toHosts()
					: HostPatterns.NONE;
		}

		@Bean
		OutgoingTraces langfuseOutgoingTraces(LangfuseTracer tracer, LangfuseActivation activation,
				WebProperties properties) {
			return new OutgoingTraces(tracer, activation.isActive() ? properties.toHosts() : HostPatterns.NONE);
		}

		@Bean
		Redirects langfuseRedirects(UnfollowedRedirects unfollowed) {
			return new Redirects(unfollowed::areOurs);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RestClientCustomizer.class)
	static class Rest {

		@Bean
		RestClientCustomizer langfuseOutgoingRestClientCustomizer(OutgoingTraces traces, Redirects redirects) {
			return (builder) -> {
				if (traces.isActive()) {
					builder.requestInterceptor(new PropagatingInterceptor(traces, redirects));
				}
			};
		}

		@Bean
		RestTemplateCustomizer langfuseOutgoingRestTemplateCustomizer(OutgoingTraces traces, Redirects redirects) {
			return (template) -> {
				if (traces.isActive()) {
					template.getInterceptors().add(new PropagatingInterceptor(traces, redirects));
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebClientCustomizer.class)
	static class Web {

		@Bean
		WebClientCustomizer langfuseOutgoingWebClientCustomizer(OutgoingTraces traces, Redirects redirects) {
			return (builder) -> {
				if (traces.isActive()) {
					builder.filter(new PropagatingFilterFunction(traces, redirects));
				}
			};
		}

	}

}
