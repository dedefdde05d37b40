/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.mcp;

import java.util.function.Supplier;

import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.web.WebProperties;
import dev.langfuse4j.mcp.ClientTransports;
import dev.langfuse4j.mcp.McpTracing;
import dev.langfuse4j.mcp.ServerSpecifications;
import dev.langfuse4j.trace.LangfuseTracer;
import io.modelcontextprotocol.spec.McpClientTransport;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration for Spring AI's clients and servers of MCP, each of which may be
 * absent.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(name = "io.modelcontextprotocol.spec.McpSchema")
@EnableConfigurationProperties({ McpProperties.class, WebProperties.class })
@Import(LangfuseMcpAutoConfiguration.Tracing.class)
public final class LangfuseMcpAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	static class Tracing {

		/**
		 * Not lazy, as nothing asks for it before the first call.
		 */
		@Bean
		@Lazy(false)
		McpTracing langfuseMcpTracing(LangfuseTracer tracer, McpProperties properties, WebProperties web) {
			return new McpTracing(tracer, properties.toSettings(web.isAcceptRemoteContext()));
		}

		static Supplier<McpTracing> in(BeanFactory beanFactory) {
			return SingletonSupplier.of(() -> beanFactory.getBean(McpTracing.class));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.ai.mcp.client.common.autoconfigure.NamedClientMcpTransport")
	@ConditionalOnLinkage(library = "clients of MCP", room = "dev.langfuse4j.mcp")
	@ImportRuntimeHints(TransportHints.class)
	static class Client {

		@Bean
		static ClientTransports langfuseMcpTransports(BeanFactory beanFactory) {
			return new ClientTransports(Tracing.in(beanFactory));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "io.modelcontextprotocol.server.McpServerFeatures")
	@ConditionalOnLinkage(library = "servers of MCP", room = "dev.langfuse4j.mcp")
	static class Server {

		@Bean
		static ServerSpecifications langfuseMcpSpecifications(BeanFactory beanFactory) {
			return new ServerSpecifications(Tracing.in(beanFactory));
		}

	}

	static class TransportHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.proxies().registerJdkProxy(McpClientTransport.class);
		}

	}

}
