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
	 * As PEM, OpenSSH, SSH2 and OpenPGP write it.
	 */
	private static final String PRIVATE_KEY = "[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?+ ?+-{4,5}+";

	private static final String PRIVATE_KEYS = "-{4,5}+ ?+BEGIN " + PRIVATE_KEY + "(?s:.*?)(?:-{4,5}+ ?+END "
			+ PRIVATE_KEY + "|\\z)";

	private static final String PASSWORDS_IN_URLS = "(?<=://)[^\\s/@:]{0,256}+:[^\\s/\"'<>]{1,256}(?=@)";

	/**
	 * As long as the shortest key, that of Slack, and longer than the words of prose.
	 */
	private static final CharacterRun WORD = new CharacterRun(15, "azAZ09--..__");

	ApiKeyMasker() {
		super(KEYS + "|" + PRIVATE_KEYS + "|" + PASSWORDS_IN_URLS, "key");
	}

	@Override
	boolean isCandidate(String text) {
		return WORD.isIn(text) || text.contains("://") || text.contains("PRIVATE KEY");
	}

}
