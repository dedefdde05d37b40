/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.capture;

import dev.langfuse4j.autoconfigure.ConditionalOnAnyClass;
import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.avro.AvroConverter;
import dev.langfuse4j.batch.ChunkConverter;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.hibernate.HibernateConverter;
import dev.langfuse4j.jackson2.Jackson2TreeConverter;
import dev.langfuse4j.jooq.JooqRecordConverter;
import dev.langfuse4j.protobuf.ProtobufConverter;
import dev.langfuse4j.springdata.SpringDataConverter;
import dev.langfuse4j.vavr.VavrConverter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for the values of libraries of which Langfuse shows nothing else.
 * Each is nested, with a condition of its own. Another one is added to the list of
 * classes, too.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnAnyClass({ "org.hibernate.collection.spi.PersistentCollection", "com.fasterxml.jackson.databind.JsonNode",
		"com.google.protobuf.MessageOrBuilder", "org.apache.avro.generic.IndexedRecord", "org.jooq.Record",
		"org.springframework.data.domain.Window", "org.springframework.batch.infrastructure.item.Chunk",
		"io.vavr.Value" })
public final class LangfuseCaptureAutoConfiguration {

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

}
