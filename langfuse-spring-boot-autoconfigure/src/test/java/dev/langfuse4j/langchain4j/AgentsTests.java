/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.Map;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Systems of agents.
 */
class AgentsTests extends ScriptedTestSupport {

	private static final String GENERATION = "chat [generation] model=scripted usage={input:3,output:4,total:7}\n";

	@Test
	void agentWithoutAListenerIsAnAgent() {
		runPlain((context) -> {
			Writer writer = AgenticServices.agentBuilder(Writer.class).chatModel(model()).outputKey("story").build();
			assertThat(writer.write("dragons")).isEqualTo("once");
			assertThat(tree(context)).isEqualTo("Writer.write [agent]\n  " + GENERATION);
		});
	}

	@Test
	void sequenceIsATree() {
		runPlain((context) -> {
			UntypedAgent novel = AgenticServices.sequenceBuilder()
				.name("novel")
				.subAgents(agent(Writer.class), agent(Editor.class))
				.outputKey("story")
				.listener(listener(context))
				.build();
			assertThat(novel.invoke(Map.of("topic", "dragons"))).isEqualTo("once");
			assertThat(tree(context)).isEqualTo("""
					novel [agent]
					  write [agent]
					    %s  edit [agent]
					    %s""".formatted(GENERATION, GENERATION));
			assertThat(this.server.span("write").input()).isEqualTo("{\"topic\":\"dragons\"}");
			assertThat(this.server.span("write").output()).isEqualTo("once");
			assertThat(this.server.span("novel").output()).isEqualTo("once");
		});
	}

	@Test
	void eachRoundOfALoopIsBelowIt() {
		runPlain((context) -> {
			UntypedAgent loop = AgenticServices.loopBuilder()
				.name("polish")
				.subAgents(agent(Editor.class))
				.maxIterations(2)
				.outputKey("story")
				.listener(listener(context))
				.build();
			loop.invoke(Map.of("story", "never"));
			String round = "  edit [agent]\n    " + GENERATION;
			assertThat(tree(context)).isEqualTo("polish [agent]\n" + round + round);
		});
	}

	@Test
	void agentsInParallelAreBelowTheirSystem() {
		runPlain((context) -> {
			UntypedAgent both = AgenticServices.parallelBuilder()
				.name("both")
				.subAgents(agent(Writer.class), agent(Editor.class))
				.listener(listener(context))
				.build();
			both.invoke(Map.of("topic", "dragons", "story", "never"));
			assertThat(tree(context)).startsWith("both [agent]\n")
				.contains("  write [agent]\n    " + GENERATION, "  edit [agent]\n    " + GENERATION);
			assertThat(this.server.spans()).hasSize(5);
		});
	}

	@Test
	void agentThatFailsIsAnError() {
		runPlain((context) -> {
			Writer writer = AgenticServices.agentBuilder(Writer.class).chatModel(ScriptedModel.blocking((request) -> {
				throw new IllegalStateException("overloaded");
			})).listener(listener(context)).build();
			org.assertj.core.api.Assertions.assertThatException().isThrownBy(() -> writer.write("dragons"));
			assertThat(tree(context))
				.isEqualTo("write [agent] ERROR\n  chat [generation] ERROR usage={input:0,output:0}\n");
		});
	}

	private static <T> T agent(Class<T> type) {
		return AgenticServices.agentBuilder(type).chatModel(model()).outputKey("story").build();
	}

	private static ChatModel model() {
		return ScriptedModel.blocking((request) -> ScriptedModel.answer("once"));
	}

	private static LangfuseAgentListener listener(ApplicationContext context) {
		return context.getBean(LangfuseAgentListener.class);
	}

	public interface Writer {

		@UserMessage("Write about {{topic}}")
		@Agent("writes")
		String write(@V("topic") String topic);

	}

	public interface Editor {

		@UserMessage("Edit {{story}}")
		@Agent("edits")
		String edit(@V("story") String story);

	}

}
