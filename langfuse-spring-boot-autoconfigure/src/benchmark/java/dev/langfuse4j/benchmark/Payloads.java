/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The values that go in and out. Texts are words in a random order that is the same each
 * time: they compress about as text does, where one repeated character would not.
 */
final class Payloads {

	/**
	 * How many different inputs of each kind there are.
	 */
	static final int VARIANTS = 64;

	private static final String[] WORDS = ("the of and to in is that for it as was with be by on not he his but at are this have "
			+ "from or had an they which one you were her all she there would their we him been has when who will more "
			+ "no if out so said what up its about into than them can only other new some could time these two may then "
			+ "do first any my now such like our over man me even most made after also did many before must through "
			+ "engineer platform Kubernetes candidate experience leading migration payments latency Berlin Hamburg "
			+ "architecture distributed retrieval embedding prompt token model answer question source document")
		.split(" ");

	private Payloads() {
	}

	static Object[] echoes() {
		Random random = new Random(1);
		return variants(() -> text(random, 24));
	}

	static Object[] asks() {
		Random random = new Random(2);
		return variants(() -> new Asked(query(random), documents(random)));
	}

	static Object[] chats() {
		Random random = new Random(3);
		return variants(() -> {
			List<Message> messages = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				messages.add(new Message((i % 2 == 0) ? "user" : "assistant", text(random, 980)));
			}
			return List.copyOf(messages);
		});
	}

	static Answer answer() {
		Random random = new Random(4);
		return new Answer(text(random, 850), List.of("doc-17", "doc-23", "doc-42"), 0.87, "stop");
	}

	static Reply reply() {
		return new Reply(new Message("assistant", text(new Random(5), 3_900)), "a-model-of-some-size", 5120, 980);
	}

	private static Query query(Random random) {
		return new Query("query-" + random.nextInt(1_000_000), text(random, 160), "en", "tenant-" + random.nextInt(100),
				random.nextInt(100), random.nextInt(20), random.nextDouble(), random.nextBoolean(), Channel.CHAT,
				List.of("cv", "skills", "berlin"));
	}

	private static List<Document> documents(Random random) {
		List<Document> documents = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			documents.add(new Document("doc-" + random.nextInt(1000), text(random, 250), random.nextDouble()));
		}
		return List.copyOf(documents);
	}

	private static String text(Random random, int length) {
		StringBuilder text = new StringBuilder(length + 16);
		while (text.length() < length) {
			text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
		}
		return text.substring(0, length);
	}

	private static Object[] variants(Supplier<Object> variant) {
		Object[] variants = new Object[VARIANTS];
		for (int i = 0; i < variants.length; i++) {
			variants[i] = variant.get();
		}
		return variants;
	}

	enum Channel {

		CHAT, MAIL

	}

	record Query(String id, String question, String language, String tenant, int offset, int limit, double threshold,
			boolean exact, Channel channel, List<String> tags) {

	}

	record Document(String id, String text, double score) {

	}

	record Asked(Query query, List<Document> documents) {

	}

	record Answer(String text, List<String> sources, double confidence, String reason) {

	}

	record Message(String role, String content) {

	}

	record Reply(Message message, String model, int promptTokens, int outputTokens) {

	}

}
