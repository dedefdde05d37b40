package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.hibernate.HibernateConverter;
import dev.langfuse4j.langchain4j.LangChain4jMessageConverter;
import dev.langfuse4j.springai.SpringAiMessageConverter;
import dev.langfuse4j.web.MultipartFileConverter;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How values of libraries' types are shown, where the library is present.
 */
final class CaptureConfigurations {

	private CaptureConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.multipart.MultipartFile")
	static class Web {

		@Bean
		ValueConverter langfuseMultipartFileConverter() {
			return new MultipartFileConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.hibernate.collection.spi.PersistentCollection")
	static class Hibernate {

		@Bean
		ValueConverter langfuseHibernateConverter() {
			return new HibernateConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.ai.chat.messages.Message")
	static class SpringAi {

		@Bean
		ValueConverter langfuseSpringAiMessageConverter() {
			return new SpringAiMessageConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "dev.langchain4j.data.message.ChatMessage")
	static class LangChain4j {

		@Bean
		ValueConverter langfuseLangChain4jMessageConverter() {
			return new LangChain4jMessageConverter();
		}

	}

}
