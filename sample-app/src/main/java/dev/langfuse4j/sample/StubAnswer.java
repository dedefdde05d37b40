/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.sample.RankingParser.Ranking;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer of the stand-in language model: the number of matching skills for a ranking
 * prompt, a tool call for a question about skills, and the names for the tool's result.
 *
 * @param text the answer
 * @param skills the skills to call the tool with, if it is to be called
 * @param promptTokens the tokens of all messages
 */
record StubAnswer(String text, List<String> skills, int promptTokens) {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final int CHARACTERS_OF_A_TOKEN = 4;

	private static final Pattern NEEDED = Pattern.compile("needs \\[([^]]*)]");

	private static final Pattern KNOWN = Pattern.compile("Skills: \\[([^]]*)]");

	private static final Pattern NAME = Pattern.compile("does (\\S+) fit");

	private static final Pattern SKILL = Pattern
		.compile("\\b(java|spring|postgresql|kafka|kotlin|c|linux|git|testing|typescript|react)\\b");

	static StubAnswer to(JsonNode messages) {
		int promptTokens = 0;
		int questions = 0;
		for (JsonNode message : messages) {
			promptTokens += message.path("content").asString("").length() / CHARACTERS_OF_A_TOKEN;
			questions += message.path("role").asString().equals("user") ? 1 : 0;
		}
		JsonNode last = messages.path(messages.size() - 1);
		String content = last.path("content").asString("");
		if (NEEDED.matcher(content).find()) {
			return new StubAnswer(MAPPER.writeValueAsString(rank(content)), List.of(), promptTokens);
		}
		if (last.path("role").asString().equals("tool")) {
			return new StubAnswer(
					"Ask " + String.join(", then ", MAPPER.readTree(content).findValuesAsString("name")) + ".",
					List.of(), promptTokens);
		}
		List<String> skills = SKILL.matcher(content.toLowerCase(Locale.ROOT))
			.results()
			.map((hit) -> hit.group())
			.toList();
		return new StubAnswer("That was question " + questions + " of our conversation. Which skills do you need?",
				skills, promptTokens);
	}

	String finishReason() {
		return this.skills.isEmpty() ? "stop" : "tool_calls";
	}

	Map<String, Object> message() {
		return this.skills.isEmpty() ? Map.of("role", "assistant", "content", this.text)
				: Map.of("role", "assistant", "tool_calls", List.of(call()));
	}

	/**
	 * The message in the pieces of a stream.
	 */
	List<Map<String, Object>> deltas() {
		if (!this.skills.isEmpty()) {
			return List.of(message());
		}
		List<Map<String, Object>> deltas = new ArrayList<>();
		for (String word : this.text.split("(?<= )")) {
			deltas.add(Map.of("role", "assistant", "content", word));
		}
		return deltas;
	}

	Map<String, Object> usage() {
		int completionTokens = (this.skills.isEmpty() ? this.text : arguments()).length() / CHARACTERS_OF_A_TOKEN;
		return Map.of("prompt_tokens", this.promptTokens, "completion_tokens", completionTokens, "total_tokens",
				this.promptTokens + completionTokens);
	}

	private Map<String, Object> call() {
		return Map.of("index", 0, "id", "call-1", "type", "function", "function",
				Map.of("name", "findCandidates", "arguments", arguments()));
	}

	private String arguments() {
		return MAPPER.writeValueAsString(Map.of("skills", this.skills));
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
