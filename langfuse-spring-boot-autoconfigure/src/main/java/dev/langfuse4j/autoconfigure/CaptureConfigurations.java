package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.avro.AvroConverter;
import dev.langfuse4j.batch.ChunkConverter;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.hibernate.HibernateConverter;
import dev.langfuse4j.jackson2.Jackson2TreeConverter;
import dev.langfuse4j.jooq.JooqRecordConverter;
import dev.langfuse4j.kotlin.KotlinValueConverter;
import dev.langfuse4j.langchain4j.LangChain4jMessageConverter;
import dev.langfuse4j.protobuf.ProtobufConverter;
import dev.langfuse4j.reactor.TupleConverter;
import dev.langfuse4j.springai.ChatClientResponseConverter;
import dev.langfuse4j.springai.DocumentConverter;
import dev.langfuse4j.springai.SpringAiMessageConverter;
import dev.langfuse4j.springai.SpringAiResponseConverter;
import dev.langfuse4j.springdata.SpringDataConverter;
import dev.langfuse4j.vavr.VavrConverter;
import dev.langfuse4j.web.HttpEntityConverter;
import dev.langfuse4j.web.MultipartFileConverter;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How values of libraries' types are shown, where the library is present.
 */
@Configuration(proxyBeanMethods = false)
class CaptureConfigurations {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.multipart.MultipartFile")
	static class Web {

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
	@ConditionalOnClass(name = "org.hibernate.collection.spi.PersistentCollection")
	@ConditionalOnLinkage(library = "Hibernate", room = "dev.langfuse4j.hibernate")
	static class Hibernate {

		@Bean
		ValueConverter langfuseHibernateConverter() {
			return new HibernateConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.ai.chat.messages.Message")
	@ConditionalOnLinkage(library = "messages of Spring AI", room = "dev.langfuse4j.springai")
	static class SpringAi {

		@Bean
		ValueConverter langfuseSpringAiMessageConverter() {
			return new SpringAiMessageConverter();
		}

		@Bean
		ValueConverter langfuseSpringAiDocumentConverter() {
			return new DocumentConverter();
		}

		@Bean
		ValueConverter langfuseSpringAiResponseConverter() {
			return new SpringAiResponseConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.ai.chat.client.ChatClientResponse")
	@ConditionalOnLinkage(library = "messages of Spring AI's clients", room = "dev.langfuse4j.springai")
	static class SpringAiClient {

		@Bean
		ValueConverter langfuseChatClientResponseConverter() {
			return new ChatClientResponseConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "dev.langchain4j.data.message.ChatMessage")
	@ConditionalOnLinkage(library = "messages of LangChain4j", room = "dev.langfuse4j.langchain4j")
	static class LangChain4j {

		@Bean
		ValueConverter langfuseLangChain4jMessageConverter() {
			return new LangChain4jMessageConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "com.fasterxml.jackson.databind.JsonNode")
	@ConditionalOnLinkage(library = "Jackson 2", room = "dev.langfuse4j.jackson2")
	static class Jackson2 {

		@Bean
		ValueConverter langfuseJackson2TreeConverter() {
			return new Jackson2TreeConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "com.google.protobuf.MessageOrBuilder")
	@ConditionalOnLinkage(library = "Protocol Buffers", room = "dev.langfuse4j.protobuf")
	static class Protobuf {

		@Bean
		ValueConverter langfuseProtobufConverter() {
			return new ProtobufConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.apache.avro.generic.IndexedRecord")
	@ConditionalOnLinkage(library = "Avro", room = "dev.langfuse4j.avro")
	static class Avro {

		@Bean
		ValueConverter langfuseAvroConverter() {
			return new AvroConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.jooq.Record")
	@ConditionalOnLinkage(library = "jOOQ", room = "dev.langfuse4j.jooq")
	static class Jooq {

		@Bean
		ValueConverter langfuseJooqRecordConverter() {
			return new JooqRecordConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.data.domain.Window")
	@ConditionalOnLinkage(library = "Spring Data", room = "dev.langfuse4j.springdata")
	static class SpringData {

		@Bean
		ValueConverter langfuseSpringDataConverter() {
			return new SpringDataConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.batch.infrastructure.item.Chunk")
	@ConditionalOnLinkage(library = "Spring Batch", room = "dev.langfuse4j.batch")
	static class Batch {

		@Bean
		ValueConverter langfuseChunkConverter() {
			return new ChunkConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "io.vavr.Value")
	@ConditionalOnLinkage(library = "Vavr", room = "dev.langfuse4j.vavr")
	static class Vavr {

		@Bean
		ValueConverter langfuseVavrConverter() {
			return new VavrConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "kotlin.time.Duration")
	@ConditionalOnLinkage(library = "Kotlin", room = "dev.langfuse4j.kotlin")
	static class Kotlin {

		@Bean
		ValueConverter langfuseKotlinValueConverter() {
			return new KotlinValueConverter();
		}

	}

}
