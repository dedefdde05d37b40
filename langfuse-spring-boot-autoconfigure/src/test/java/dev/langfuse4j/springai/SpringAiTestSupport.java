package dev.langfuse4j.springai;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.LangfuseSpringAiAutoConfiguration;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.testing.SpanTree;
import org.junit.jupiter.api.AfterEach;

import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs applications of Spring AI against a stand-in for the model, and shows what a
 * Langfuse server gets.
 */
abstract class SpringAiTestSupport {

	static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(ObservationAutoConfiguration.class,
			LangfuseAutoConfiguration.class, LangfuseSpringAiAutoConfiguration.class,
			ToolCallingAutoConfiguration.class, ChatClientAutoConfiguration.class);

	final LangfuseServer server = new LangfuseServer();

	final ModelServer models = new ModelServer();

	final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
		.withBean(ModelServer.class, () -> this.models)
		.withPropertyValues(properties());

	@AfterEach
	void close() {
		this.models.close();
		this.server.close();
	}

	String[] properties() {
		return new String[] { "langfuse.base-url=" + this.server.url(), "langfuse.public-key=pk-lf-test",
				"langfuse.secret-key=sk-lf-test" };
	}

	void run(Consumer<ApplicationContext> code) {
		this.contextRunner.withUserConfiguration(ChatApplication.class).run((context) -> {
			assertThat(context).hasNotFailed();
			code.accept(context);
		});
	}

	/**
	 * Everything that was observed, once all parents have arrived.
	 */
	String tree(ApplicationContext context) {
		return SpanTree.of(spans(context));
	}

	/**
	 * Those of a stream may end after the caller has its answer.
	 */
	List<Span> spans(ApplicationContext context) {
		Langfuse langfuse = context.getBean(Langfuse.class);
		await().atMost(Duration.ofSeconds(10)).until(() -> {
			langfuse.flush(Duration.ofSeconds(10));
			List<Span> spans = this.server.spans();
			Set<String> ids = Set.copyOf(spans.stream().map(Span::id).toList());
			return !spans.isEmpty()
					&& spans.stream().allMatch((span) -> span.parentId() == null || ids.contains(span.parentId()))
					&& spans.stream().filter((span) -> "generation".equals(span.type())).count() >= generations();
		});
		return this.server.spans();
	}

	private int generations() {
		return this.models.requests().size();
	}

}
