/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.langchain4j.LangfuseChatModelListener;
import dev.langfuse4j.testing.LangfuseAutoConfigurations;
import dev.langfuse4j.testing.OtherVersions;
import dev.langfuse4j.trace.ObservationMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.asm.ClassWriter;
import org.springframework.asm.Opcodes;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Other versions of optional libraries: types are missing, or have other members.
 */
@ExtendWith(OutputCaptureExtension.class)
class OnLinkageConditionTests {

	private static final String WITHOUT = "Langfuse does not support ";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
		.withConfiguration(LangfuseAutoConfigurations.all());

	@Test
	void theVersionsThatThisIsBuiltWithHaveAll(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(mappers(context)).contains("ChatModelMapper", "ChatClientMapper", "ImageModelMapper",
					"VectorStoreMapper");
			assertThat(context.getBeansOfType(ValueConverter.class).values())
				.extracting((converter) -> converter.getClass().getSimpleName())
				.contains("HibernateConverter", "LangChain4jMessageConverter", "Jackson2TreeConverter",
						"ProtobufConverter", "AvroConverter", "JooqRecordConverter", "SpringDataConverter",
						"ChunkConverter", "VavrConverter", "KotlinValueConverter", "SpringAiMessageConverter",
						"DocumentConverter");
			assertThat(output).doesNotContain(WITHOUT);
		});
	}

	@Test
	void aMissingTypeIsOneLineAndTheRoomIsOff(CapturedOutput output) {
		String type = "org.springframework.ai.chat.client.ChatClientBuilderCustomizer";
		this.contextRunner.withClassLoader(new OtherVersions(type, null)).run((context) -> {
			assertThat(context).hasSingleBean(Langfuse.class).doesNotHaveBean("langfuseSpringAiReport");
			assertThat(context.getBeansOfType(ObservationMapper.class).values())
				.extracting((mapper) -> mapper.getClass().getPackageName())
				.contains("dev.langfuse4j.langchain4j")
				.doesNotContain("dev.langfuse4j.springai");
			assertThat(lines(output)).singleElement()
				.asString()
				.contains(WITHOUT + "Spring AI, because the version on the classpath does not have " + type);
		});
	}

	@Test
	void aMissingMemberIsFoundBeforeItIsCalled(CapturedOutput output) {
		String type = "org.springframework.ai.image.ImageResponseMetadata";
		this.contextRunner.withClassLoader(new OtherVersions(type, emptyClass(type))).run((context) -> {
			assertThat(mappers(context)).contains("ChatModelMapper").doesNotContain("ImageModelMapper");
			assertThat(lines(output)).singleElement().asString().contains("images of Spring AI", type + ".getUsage");
		});
	}

	@Test
	void eachLibraryIsLookedAtOnItsOwn(CapturedOutput output) {
		Map<String, String> types = Map.of("langfuseHibernateConverter",
				"org.hibernate.collection.spi.PersistentCollection", "langfuseAvroConverter",
				"org.apache.avro.generic.IndexedRecord", "langfuseJooqRecordConverter", "org.jooq.Record",
				"langfuseVavrConverter", "io.vavr.Value", "langfuseProtobufConverter",
				"com.google.protobuf.MessageOrBuilder");
		types.forEach((bean, type) -> this.contextRunner
			.withClassLoader(new OtherVersions(type, emptyClass("org.example.Other")))
			.run((context) -> assertThat(context).hasSingleBean(Langfuse.class)
				.doesNotHaveBean(bean)
				.hasBean("langfuseTupleConverter")));
		assertThat(lines(output)).hasSameSizeAs(types.keySet());
	}

	/**
	 * Parts of a library may be absent without being of another version.
	 */
	@Test
	void modulesMayBeAbsent(CapturedOutput output) {
		this.contextRunner
			.withClassLoader(new Without("org.springframework.ai.chat.client.", "org.springframework.ai.vectorstore.",
					"dev.langchain4j.service.", "dev.langchain4j.agentic."))
			.run((context) -> {
				assertThat(mappers(context)).contains("ChatModelMapper", "ImageModelMapper");
				assertThat(context).doesNotHaveBean("langfuseSpringAiReport")
					.hasSingleBean(LangfuseChatModelListener.class);
				assertThat(output).doesNotContain(WITHOUT);
			});
		this.contextRunner.withClassLoader(new Without("dev.langchain4j.agentic."))
			.run((context) -> assertThat(context).hasBean("langfuseLangChain4jReport"));
		assertThat(output).doesNotContain(WITHOUT);
	}

	@Test
	void clientsAndServersOfMcpAreLookedAtOnTheirOwn(CapturedOutput output) {
		String server = "io.modelcontextprotocol.server.McpServerFeatures$SyncToolSpecification";
		this.contextRunner.withClassLoader(new OtherVersions(server, emptyClass(server)))
			.run((context) -> assertThat(context).hasSingleBean(Langfuse.class)
				.hasBean("langfuseMcpTransports")
				.doesNotHaveBean("langfuseMcpSpecifications"));
		assertThat(lines(output)).singleElement().asString().contains(WITHOUT + "servers of MCP", server);
		String message = "io.modelcontextprotocol.spec.McpSchema$JSONRPCRequest";
		this.contextRunner.withClassLoader(new OtherVersions(message, emptyClass(message)))
			.run((context) -> assertThat(context).hasSingleBean(Langfuse.class)
				.doesNotHaveBean("langfuseMcpTransports")
				.hasBean("langfuseMcpSpecifications"));
		assertThat(lines(output)).hasSize(2).last().asString().contains(WITHOUT + "clients of MCP", message);
		this.contextRunner.withClassLoader(new Without("org.springframework.ai.mcp.client."))
			.run((context) -> assertThat(context).doesNotHaveBean("langfuseMcpTransports")
				.hasBean("langfuseMcpSpecifications"));
		this.contextRunner.withClassLoader(new Without("io.modelcontextprotocol.", "org.springframework.ai.mcp."))
			.run((context) -> assertThat(context).hasSingleBean(Langfuse.class)
				.doesNotHaveBean("langfuseMcpTracing")
				.doesNotHaveBean("langfuseMcpTransports")
				.doesNotHaveBean("langfuseMcpSpecifications"));
		assertThat(lines(output)).hasSize(2);
	}

	private static List<String> mappers(ApplicationContext context) {
		return context.getBeansOfType(ObservationMapper.class)
			.values()
			.stream()
			.map((mapper) -> mapper.getClass().getSimpleName())
			.toList();
	}

	private static List<String> lines(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains(WITHOUT)).toList();
	}

	private static byte[] emptyClass(String name) {
		ClassWriter writer = new ClassWriter(0);
		writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
		writer.visitEnd();
		return writer.toByteArray();
	}

	/**
	 * Hides packages.
	 */
	private static final class Without extends ClassLoader {

		private final List<String> prefixes;

		Without(String... prefixes) {
			super(OnLinkageConditionTests.class.getClassLoader());
			this.prefixes = List.of(prefixes);
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (isHidden(name)) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name, resolve);
		}

		@Override
		public InputStream getResourceAsStream(String name) {
			return isHidden(name.replace('/', '.')) ? null : super.getResourceAsStream(name);
		}

		private boolean isHidden(String name) {
			return this.prefixes.stream().anyMatch(name::startsWith);
		}

	}

}
