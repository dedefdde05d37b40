/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.langfuse4j.lang.Internal;

/**
 * The names whose values are secret. A name is compared word by word, in any case and
 * with any separators: {@code api-key} is in {@code apiKey}, {@code API_KEY} and
 * {@code x-api-key}, while {@code token} is neither in {@code maxTokens} nor, as what is
 * counted is no secret, in {@code tokenCount}. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class SecretNames {

	/**
	 * Words that make a name a measure, such as a token count, which is no secret.
	 */
	private static final Set<String> MEASURES = Set.of("count", "limit", "length", "size", "usage", "budget", "type",
			"id", "ids", "index");

	private static final int MAX_WORDS = 12;

	private static final int MAX_PHRASE_LENGTH = 200;

	private static final int MAX_REMEMBERED = 1_000;

	private static final int MAX_REMEMBERED_LENGTH = 64;

	/**
	 * A secret as long as this is found at the end of a word too, as in
	 * {@code PGPASSWORD}.
	 */
	private static final int LONG = 5;

	private final Set<String> secrets = new HashSet<>();

	/**
	 * All ends of secrets: the last word of a phrase is one of them, or the phrase does
	 * not end with a secret.
	 */
	private final Set<String> ends = new HashSet<>();

	private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

	/**
	 * Creates the names.
	 * @param names the names
	 */
	public SecretNames(Collection<String> names) {
		for (String name : names) {
			String secret = String.join("", words(name));
			if (!secret.isEmpty()) {
				this.secrets.add(secret);
				for (int i = 0; i < secret.length(); i++) {
					this.ends.add(secret.substring(i));
				}
			}
		}
	}

	/**
	 * Whether there are no names.
	 * @return whether nothing is secret
	 */
	public boolean isEmpty() {
		return this.secrets.isEmpty();
	}

	/**
	 * Whether the value of a name is secret.
	 * @param name the name
	 * @return whether it is secret
	 */
	public boolean contains(String name) {
		if (this.secrets.isEmpty() || name.isEmpty()) {
			return false;
		}
		Boolean known = this.remembered.get(name);
		if (known == null) {
			known = find(words(name));
			if (name.length() <= MAX_REMEMBERED_LENGTH && this.remembered.size() < MAX_REMEMBERED) {
				this.remembered.put(name, known);
			}
		}
		return known;
	}

	/**
	 * Whether the value of what a text names is secret: a name, or words that end with
	 * one, such as "API key".
	 * @param text a text; if it is long, it is no name
	 * @return whether it is secret
	 */
	public boolean containsPhrase(String text) {
		if (isEmpty() || text.length() > MAX_PHRASE_LENGTH) {
			return false;
		}
		String phrase = text.strip();
		return phrase.chars().noneMatch(Character::isWhitespace) ? contains(phrase) : isEndOf(phrase);
	}

	/**
	 * Whether words of prose end with a name, as in "the session cookie", not in "a
	 * cookie recipe".
	 * @param phrase the words
	 * @return whether what follows them is secret
	 */
	boolean isEndOf(String phrase) {
		if (!this.ends.contains(lastWord(phrase))) {
			return false;
		}
		List<String> words = words(phrase);
		for (int from = 0; from < words.size(); from++) {
			if (this.secrets.contains(String.join("", words.subList(from, words.size())))) {
				return true;
			}
		}
		return false;
	}

	private boolean find(List<String> words) {
		if (words.isEmpty() || (words.size() > 1 && MEASURES.contains(words.get(words.size() - 1)))) {
			return false;
		}
		for (String word : words) {
			if (this.secrets.stream().anyMatch((secret) -> secret.length() >= LONG && word.endsWith(secret))) {
				return true;
			}
		}
		for (int from = 0; from < words.size(); from++) {
			StringBuilder run = new StringBuilder();
			for (int to = from; to < words.size(); to++) {
				if (this.secrets.contains(run.append(words.get(to)).toString())) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * The words of a name, in lower case: its end, if it has very many.
	 */
	private static List<String> words(String name) {
		List<String> words = new ArrayList<>();
		int end = name.length();
		for (int i = name.length() - 1; i >= 0 && words.size() < MAX_WORDS; i--) {
			if (!Character.isLetterOrDigit(name.charAt(i))) {
				add(words, name, i + 1, end);
				end = i;
			}
			else if (isBorder(name, i)) {
				add(words, name, i, end);
				end = i;
			}
		}
		if (words.size() < MAX_WORDS) {
			add(words, name, 0, end);
		}
		return words;
	}

	private static String lastWord(String phrase) {
		int end = phrase.length();
		while (end > 0 && !Character.isLetterOrDigit(phrase.charAt(end - 1))) {
			end--;
		}
		int start = end;
		while (start > 0 && Character.isLetterOrDigit(phrase.charAt(start - 1))
				&& (start == end || !isBorder(phrase, start))) {
			start--;
		}
		return word(phrase.substring(start, end));
	}

	private static void add(List<String> words, String name, int start, int end) {
		if (start < end) {
			// password1 is as secret as password
			words.add(0, word(name.substring(start, end)));
		}
	}

	/**
	 * The word as it is compared.
	 */
	private static String word(String text) {
		return withoutDigits(text).toLowerCase(Locale.ROOT);
	}

	private static String withoutDigits(String word) {
		int end = word.length();
		while (end > 1 && Character.isDigit(word.charAt(end - 1))) {
			end--;
		}
		return word.substring(0, end);
	}

	/**
	 * Whether a word begins at a letter of camel case: {@code K} in {@code apiKey} and in
	 * {@code APIKey}.
	 */
	private static boolean isBorder(String name, int i) {
		if (i == 0 || !Character.isUpperCase(name.charAt(i))) {
			return false;
		}
		boolean afterUpper = Character.isUpperCase(name.charAt(i - 1));
		boolean beforeLower = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
		return !afterUpper || beforeLower;
	}

}
