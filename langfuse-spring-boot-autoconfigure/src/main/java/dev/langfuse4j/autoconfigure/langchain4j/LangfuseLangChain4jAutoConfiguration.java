package dev.langfuse4j.autoconfigure.langchain4j;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.UsageProperties;
import dev.langfuse4j.langchain4j.LangChain4jTracing;
import dev.langfuse4j.langchain4j.LangfuseChatModelListener;
import dev.langfuse4j.trace.LangfuseTracer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for LangChain4j. Each of its modules but the core may be absent.
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(name = "dev.langchain4j.model.chat.listener.ChatModelListener")
@EnableConfigurationProperties({ LangChain4jProperties.class, UsageProperties.class })
@ImportRuntimeHints(LangChain4jRuntimeHints.class)
@Import({ LangfuseLangChain4jAutoConfiguration.Models.class, LangfuseLangChain4jAutoConfiguration.AiServices.class })
public final class LangfuseLangChain4jAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	static class Models {

		/**
		 * Not lazy, as AI services do not ask for it.
		 */
		@Bean(destroyMethod = "close")
		@Lazy(false)
		LangChain4jTracing langfuseLangChain4jTracing(LangfuseTracer tracer, LangChain4jProperties properties,
				UsageProperties usage) {
			return LangChain4jTracing.open(tracer,
					properties.toSettings(usage.getReasoning() == UsageProperties.Reasoning.APART));
		}

		@Bean
		@ConditionalOnMissingBean
		LangfuseChatModelListener langfuseChatModelListener(LangChain4jTracing tracing) {
			return new LangfuseChatModelListener(tracing);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "dev.langchain4j.service.AiServiceContext")
	static class AiServices {

		/**
		 * Not lazy, as nothing asks for it.
		 */
		@Bean
		@Lazy(false)
		LangChain4jReport langfuseLangChain4jReport(LangChain4jTracing tracing, LangfuseTracer tracer) {
			return new LangChain4jReport(tracer::isActive);
		}

	}

}
