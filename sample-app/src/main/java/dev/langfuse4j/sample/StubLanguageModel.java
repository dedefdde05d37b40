package dev.langfuse4j.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langfuse4j.sample.RankingParser.Ranking;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;

/**
 * Stands in for OpenAI, so that the sample needs no key and no network: an endpoint on
 * loopback that answers a ranking prompt by counting skills. The real client of Spring AI
 * talks to it, over HTTP. A post-processor, as its address must be known before that
 * client is made.
 */
@Component
@Profile("!openai")
class StubLanguageModel implements BeanFactoryPostProcessor, DisposableBean {

	private static final Pattern NEEDED = Pattern.compile("needs \\[([^]]*)]");

	private static final Pattern KNOWN = Pattern.compile("Skills: \\[([^]]*)]");

	private static final Pattern NAME = Pattern.compile("does (\\S+) fit");

	private final HttpServer server;

	private final JsonMapper mapper = new JsonMapper();

	StubLanguageModel() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v1/chat/completions", this::complete);
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return;
		}
		this.server.start();
		String url = "http://localhost:" + this.server.getAddress().getPort() + "/v1";
		beanFactory.getBean(ConfigurableEnvironment.class)
			.getPropertySources()
			.addFirst(new MapPropertySource("stubLanguageModel", Map.of("spring.ai.openai.base-url", url)));
	}

	@Override
	public void destroy() {
		this.server.stop(0);
	}

	private void complete(HttpExchange exchange) throws IOException {
		JsonNode request = this.mapper.readTree(exchange.getRequestBody());
		String prompt = request.at("/messages/0/content").asString();
		String answer = this.mapper.writeValueAsString(rank(prompt));
		int promptTokens = prompt.length() / 4;
		int completionTokens = answer.length() / 4;
		byte[] response = this.mapper.writeValueAsBytes(Map.of("id", "chatcmpl-stub", "object", "chat.completion",
				"created", 1, "model", request.path("model").asString("stub"), "choices",
				List.of(Map.of("index", 0, "finish_reason", "stop", "message",
						Map.of("role", "assistant", "content", answer))),
				"usage", Map.of("prompt_tokens", promptTokens, "completion_tokens", completionTokens, "total_tokens",
						promptTokens + completionTokens)));
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, response.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(response);
		}
	}

	private static Ranking rank(String prompt) {
		List<String> needed = list(NEEDED, prompt);
		List<String> known = list(KNOWN, prompt);
		List<String> fitting = needed.stream().filter(known::contains).toList();
		int score = needed.isEmpty() ? 0 : 100 * fitting.size() / needed.size();
		Matcher name = NAME.matcher(prompt);
		return new Ranking(score, (name.find() ? name.group(1) : "The candidate") + " knows " + fitting.size() + " of "
				+ needed.size() + " skills: " + String.join(", ", fitting) + ".");
	}

	private static List<String> list(Pattern pattern, String prompt) {
		Matcher matcher = pattern.matcher(prompt.toLowerCase(Locale.ROOT).replace("skills:", "Skills:"));
		return (matcher.find() && !matcher.group(1).isBlank()) ? List.of(matcher.group(1).split("\\s*,\\s*"))
				: List.of();
	}

}
