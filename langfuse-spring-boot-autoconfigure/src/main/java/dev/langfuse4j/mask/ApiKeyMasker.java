/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Masks keys of a known form.
 */
final class ApiKeyMasker extends PatternMasker {

	private static final String KEYS = "(?<![A-Za-z0-9])(?:sk-[A-Za-z0-9_-]{16,}+" // OpenAI,
			// Anthropic, Langfuse and many more
			+ "|(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}+" // Stripe
			+ "|(?:AKIA|ASIA)[A-Z0-9]{16}+" // AWS
			+ "|AIza[A-Za-z0-9_-]{35,}+|ya29\\.[A-Za-z0-9_-]{20,}+" // Google
			+ "|gh[pousr]_[A-Za-z0-9]{36,}+|github_pat_[A-Za-z0-9_]{22,}+|glpat-[A-Za-z0-9_-]{20,}+" // GitHub,
			// GitLab
			+ "|xox[abeoprs]-[A-Za-z0-9-]{10,}+" // Slack
			+ "|hf_[A-Za-z0-9]{30,}+|gsk_[A-Za-z0-9]{20,}+|pplx-[A-Za-z0-9]{20,}+|xai-[A-Za-z0-9]{20,}+" // Model
			// providers
			+ ")";

	/**
	 * Delimiters of keys as PEM, OpenSSH, SSH2 and OpenPGP write them.
	 */
	private static final String PRIVATE_KEY = "[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?+ ?+-{4,5}+";

	private static final String PRIVATE_KEYS = "-{4,5}+ ?+BEGIN " + PRIVATE_KEY + "(?s:.*?)(?:-{4,5}+ ?+END "
			+ PRIVATE_KEY + "|\\z)";

	private static final String PASSWORDS_IN_URLS = "(?<=://)[^\\s/@:]{0,256}+:[^\\s/\"'<>]{1,256}(?=@)";

	/**
	 * Run of characters that is as long as the shortest key, that of Slack, and longer
	 * than the words of prose.
	 */
	private static final CharacterRun WORD = new CharacterRun(15, "azAZ09--..__");

	/**
	 * The first characters of keys and private keys.
	 */
	private static final boolean[] FIRST = new boolean[128];

	static {
		"srAgyxhp-".chars().forEach((c) -> FIRST[c] = true);
	}

	ApiKeyMasker() {
		super(TextTraits.DASH | TextTraits.UNDERSCORE | TextTraits.UPPER_A | TextTraits.DIGIT | TextTraits.AT,
				KEYS + "|" + PRIVATE_KEYS + "|" + PASSWORDS_IN_URLS, "key");
	}

	@Override
	boolean isCandidate(String text) {
		return WORD.isIn(text) || text.contains("://") || text.contains("PRIVATE KEY");
	}

	@Override
	int candidate(String text, int from) {
		for (int i = from; i < text.length() - 1; i++) {
			char c = text.charAt(i);
			if ((c < FIRST.length && FIRST[c] && isBeginning(text, i, c)) || isInUrl(text, i)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isBeginning(String text, int i, char first) {
		String second = switch (first) {
			case 's', 'r' -> "k";
			case 'A' -> "KSI";
			case 'y' -> "a";
			case 'g' -> "hils";
			case 'x' -> "oa";
			case 'h' -> "f";
			case 'p' -> "p";
			default -> "-";
		};
		return second.indexOf(text.charAt(i + 1)) >= 0 && (first == '-' || !isWithinWord(text, i));
	}

	/**
	 * Whether a user and a password may begin behind the scheme of a URL.
	 */
	private static boolean isInUrl(String text, int i) {
		return i > 2 && text.charAt(i - 1) == '/' && text.startsWith("://", i - 3);
	}

}
