package dev.langfuse4j.langchain4j;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.langchain4j.LangfuseLangChain4jAutoConfiguration;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.testing.SpanTree;
import org.junit.jupiter.api.AfterEach;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs applications of LangChain4j, with its client of OpenAI, against a stand-in for the
 * model, and shows what a Langfuse server gets.
 */
abstract class LangChain4jTestSupport {

	static final String USAGE = "usage={input:56,output:30,input_cached_tokens:64,total:150}";

	final LangfuseServer server = new LangfuseServer();

	final ModelServer models = new ModelServer();

	final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class,
				LangfuseLangChain4jAutoConfiguration.class))
		.withBean(ModelServer.class, () -> this.models)
		.withPropertyValues("langfuse.base-url=" + this.server.url(), "langfuse.public-key=pk-lf-test",
				"langfuse.secret-key=sk-lf-test");

	@AfterEach
	void close() {
		this.models.close();
		this.server.close();
	}

	void run(Consumer<ApplicationContext> code) {
		this.contextRunner.withUserConfiguration(AssistantApplication.class).run((context) -> {
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
					&& named("generation", spans).count() >= this.models.requests().size();
		});
		return this.server.spans();
	}

	private static Stream<Span> named(String type, List<Span> spans) {
		return spans.stream().filter((span) -> type.equals(span.type()));
	}

	/**
	 * Those of a name, in the order in which they began.
	 */
	List<Span> named(String name) {
		return this.server.spans()
			.stream()
			.filter((span) -> span.name().equals(name))
			.sorted((first, second) -> Long.compare(first.startTime(), second.startTime()))
			.toList();
	}

}
