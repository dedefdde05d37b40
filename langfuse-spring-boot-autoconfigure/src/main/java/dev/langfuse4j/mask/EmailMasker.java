/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Masks e-mail addresses, also where the at sign is percent-encoded as in a URL.
 */
final class EmailMasker extends PatternMasker {

	private static final String AT = "(?:@|%(?:25){0,2}+40)";

	EmailMasker() {
		super("(?<![\\p{L}\\p{N}._%+-])(?:(?!" + AT + ")[\\p{L}\\p{N}._%+-]){1,64}+" + AT
				+ "[\\p{L}\\p{N}-]{1,63}+(?:\\.[\\p{L}\\p{N}-]{1,63}+){1,8}+", "e-mail");
	}

	@Override
	boolean isCandidate(String text) {
		return text.indexOf('@') > 0 || text.contains("40");
	}

}
