package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.aop.ReturnValueHandler;
import dev.langfuse4j.web.servlet.MvcAsyncHandler;
import dev.langfuse4j.web.servlet.MvcStreamHandler;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What is observed of web requests.
 */
final class WebConfigurations {

	private WebConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HandlerMapping.class)
	static class Servlet {

		@Bean
		ReturnValueHandler langfuseMvcAsyncHandler() {
			return new MvcAsyncHandler();
		}

		@Bean
		ReturnValueHandler langfuseMvcStreamHandler() {
			return new MvcStreamHandler();
		}

	}

}
