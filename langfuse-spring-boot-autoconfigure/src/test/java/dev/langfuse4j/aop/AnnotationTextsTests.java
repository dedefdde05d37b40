package dev.langfuse4j.aop;

import java.time.Duration;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.RecordingExporter;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts and parameters of annotations, and beans that are made of interfaces.
 */
class AnnotationTextsTests {

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class))
		.withPropertyValues("tenant=acme", "model=gpt")
		.withBean(RecordingExporter.class, () -> this.exporter);

	@Test
	void placeholdersAreResolved() {
		run(Assistant.class, new Assistant(), (assistant) -> assistant.placeholders("x"));
		ObservationData observation = this.exporter.named("ask acme");
		assertThat(observation.attributes().name()).isEqualTo("trace acme x");
		assertThat(observation.attributes().tags()).containsExactly("tenant:acme", "none:fallback", "${unknown}");
		assertThat(observation.modelCall().model()).isEqualTo("gpt");
	}

	@Test
	void parameterWhoseNameBeginsWithResultIsNoResult() {
		run(Assistant.class, new Assistant(), (assistant) -> assistant.find("key"));
		ObservationData observation = this.exporter.named("find");
		assertThat(observation.attributes().userId()).isEqualTo("key");
		assertThat(RecordingExporter.text(observation.input())).isEqualTo("key");
	}

	@Test
	void lambdaHasTheParameterNamesOfItsInterface() {
		run(Question.class, (text) -> "answer", (question) -> question.ask("me"));
		assertThat(RecordingExporter.text(this.exporter.named("ask").input())).isEqualTo("{\"text\":\"me\"}");
		assertThat(this.exporter.named("ask").attributes().userId()).isEqualTo("me");
	}

	@Test
	void proxyWhoseAdviceDoesNotProceedIsObserved() {
		ProxyFactory gateway = new ProxyFactory(Question.class, (MethodInterceptor) (invocation) -> "sent");
		gateway.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
		run(Question.class, (Question) gateway.getProxy(getClass().getClassLoader()),
				(question) -> assertThat(question.ask("me")).isEqualTo("sent"));
		assertThat(RecordingExporter.text(this.exporter.named("ask").input())).isEqualTo("{\"text\":\"me\"}");
	}

	private <T> void run(Class<T> type, T bean, Consumer<T> code) {
		this.contextRunner.withBean(type, () -> bean).run((context) -> {
			code.accept(context.getBean(type));
			assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
		});
	}

	interface Question {

		@Observe(userId = "#text")
		String ask(String text);

	}

	static class Assistant {

		@Observe(name = "ask ${tenant}", traceName = "trace ${tenant} #{#text}",
				tags = { "tenant:${tenant}", "none:${nothing:fallback}", "${unknown}" }, model = "${model}",
				type = ObservationType.GENERATION)
		void placeholders(String text) {
		}

		@Observe(userId = "#resultKey", input = "#resultKey")
		String find(String resultKey) {
			return "found";
		}

	}

}
