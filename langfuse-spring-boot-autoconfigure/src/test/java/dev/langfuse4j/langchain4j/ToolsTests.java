/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.langchain4j.service.tool.ToolService;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tools, however an AI service comes by them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ToolsTests extends ScriptedTestSupport {

	private static final String ANSWER = "  chat [generation] model=scripted usage={input:3,output:4,total:7}\n";

	@Test
	void toolsOfAProviderAreObservedAlsoThoseThatItAddsLater(CapturedOutput output) {
		runPlain((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Blocking service = AiServices.builder(Blocking.class)
				.chatModel(asking("first", "second"))
				.toolProvider(new Growing(langfuse))
				.build();
			assertThat(service.ask("hi")).isEqualTo("done");
			assertThat(tree(context)).isEqualTo("""
					Blocking.ask [chain]
					  chat [generation]
					  execute_tool first [tool]
					    inside [span]
					  chat [generation]
					  execute_tool second [tool]
					    inside [span]
					""" + ANSWER);
			assertThat(this.server.span("execute_tool second").metadata("observed")).isNull();
			assertThat(output).doesNotContain("cannot be observed while they run");
		});
	}

	@Test
	void toolsThatCannotBeWrappedAreRecordedAfterwardsWithOneWarning(CapturedOutput output) {
		runPlain((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			AiServiceContext made = new LangfuseAiServiceContextFactory().create(Blocking.class);
			made.toolService = new OtherToolService();
			Blocking service = AiServices.<Blocking>builder(made)
				.chatModel(asking("observe", "observe"))
				.tools(new Observing(langfuse))
				.build();
			assertThat(service.ask("hi")).isEqualTo("done");
			spans(context);
			List<Span> tools = named("execute_tool observe");
			assertThat(tools).hasSize(2).allSatisfy((tool) -> {
				assertThat(tool.parentId()).isEqualTo(this.server.span("Blocking.ask").id());
				assertThat(tool.metadata("observed")).isEqualTo("afterwards");
				assertThat(tool.inputJson().path("question").asString()).isEqualTo("x");
				assertThat(tool.output()).isEqualTo("x");
			});
			assertThat(output.getAll().split("cannot be observed while they run", -1)).hasSize(2);
			assertThat(output).contains("The tool 'observe' of LangChain4j");
		});
	}

	@Test
	void toolsInParallelHaveTheTimesAtWhichTheyRan() {
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			runPlain((context) -> {
				CountDownLatch quick = new CountDownLatch(1);
				Blocking service = AiServices.builder(Blocking.class)
					.chatModel(ScriptedModel.blocking(
							(request) -> answered(request) ? ScriptedModel.answer("done") : calls("slow", "quick")))
					.tools(Map.of(tool("slow"), (request, memory) -> {
						await(quick);
						return "slow";
					}, tool("quick"), (request, memory) -> {
						quick.countDown();
						return "quick";
					}))
					.executeToolsConcurrently(executor)
					.build();
				service.ask("hi");
				spans(context);
				// LangChain4j tells of both when both are over, in the order of the
				// requests
				assertThat(this.server.span("execute_tool quick").endTime())
					.isLessThan(this.server.span("execute_tool slow").endTime());
			});
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void observedBeansHaveTools() {
		this.contextRunner.withBean(Rain.class).run((context) -> {
			Rain rain = context.getBean(Rain.class);
			assertThat(AopUtils.isCglibProxy(rain)).isTrue();
			Blocking service = AiServices.builder(Blocking.class).chatModel(ScriptedModel.blocking((request) -> {
				assertThat(request.toolSpecifications().get(0).parameters().properties()).containsOnlyKeys("city");
				return answered(request) ? ScriptedModel.answer("done") : calls("rain");
			})).tools(rain, new Plain()).build();
			assertThat(service.ask("hi")).isEqualTo("done");
			assertThat(tree(context)).isEqualTo("""
					Blocking.ask [chain]
					  chat [generation]
					  execute_tool rain [tool]
					    rain [span]
					""" + ANSWER);
		});
	}

	/**
	 * A model that asks for one tool after another.
	 */
	private static ChatModel asking(String... tools) {
		return ScriptedModel.blocking((request) -> {
			long answered = request.messages().stream().filter(ToolExecutionResultMessage.class::isInstance).count();
			return (answered < tools.length) ? calls(tools[(int) answered]) : ScriptedModel.answer("done");
		});
	}

	private static boolean answered(ChatRequest request) {
		return request.messages().stream().anyMatch(ToolExecutionResultMessage.class::isInstance);
	}

	private static ChatResponse calls(String... tools) {
		List<ToolExecutionRequest> requests = java.util.Arrays.stream(tools)
			.map((tool) -> ToolExecutionRequest.builder()
				.id(tool)
				.name(tool)
				.arguments("{\"question\":\"x\",\"city\":\"Oslo\"}")
				.build())
			.toList();
		return ChatResponse.builder().aiMessage(AiMessage.from(requests)).build();
	}

	private static ToolSpecification tool(String name) {
		return ToolSpecification.builder().name(name).build();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
			long begin = System.nanoTime();
			while (System.nanoTime() - begin < Duration.ofMillis(5).toNanos()) {
				Thread.onSpinWait();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Provides the second tool only after the first one was called.
	 */
	private record Growing(Langfuse langfuse) implements ToolProvider {

		@Override
		public boolean isDynamic() {
			return true;
		}

		@Override
		public ToolProviderResult provideTools(ToolProviderRequest request) {
			boolean called = request.messages().stream().anyMatch(ToolExecutionResultMessage.class::isInstance);
			return ToolProviderResult.builder().add(tool(called ? "second" : "first"), (asked, memory) -> {
				this.langfuse.observation("inside").observe(() -> {
				});
				return "x";
			}).build();
		}

	}

	private static final class OtherToolService extends ToolService {

	}

	static class Rain {

		@Observe
		@Tool("Whether it rains")
		boolean rain(@P("the city") String city) {
			return city.equals("Bergen");
		}

	}

	static final class Plain {

		@Tool
		String plain(String question) {
			return question;
		}

	}

}
