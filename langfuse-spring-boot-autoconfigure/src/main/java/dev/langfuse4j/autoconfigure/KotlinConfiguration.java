package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.aop.ReturnValueHandler;
import dev.langfuse4j.kotlin.SuspendHandler;
import kotlinx.coroutines.reactor.MonoKt;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configuration for Kotlin coroutines.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MonoKt.class)
@ConditionalOnLinkage(library = "Kotlin's coroutines", room = "dev.langfuse4j.kotlin")
class KotlinConfiguration {

	@Bean
	ReturnValueHandler langfuseSuspendHandler() {
		return new SuspendHandler();
	}

}
