/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MaskerChain}: what it skips is never what a masker would have changed.
 */
class MaskerChainTests {

	private static final String[] SECRETS = { "sk-proj-abcdefghijklmnop1234", "sk_live_0123456789abcdef",
			"AKIAIOSFODNN7EXAMPLE", "ASIA0123456789ABCDEF", "AIzaSyA1234567890abcdefghijklmnopqrstuvw",
			"ya29.abcdefghijklmnopqrstuvw", "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
			"github_pat_0123456789abcdefghijkl_mn", "glpat-0123456789abcdefghij", "xoxb-1234567890-abcdef",
			"xai-abcdefghijklmnopqrstuv", "hf_abcdefghijklmnopqrstuvwxyz0123456789", "gsk_abcdefghijklmnopqrst",
			"pplx-abcdefghijklmnopqrst", "rk_test_abcdefghijklmnop", "-----BEGIN PRIVATE KEY-----",
			"-----END PRIVATE KEY-----", "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----", "https://user:pass@host",
			"://:p@", "eyJhbGciOiJub25lIn0.eyJhIjoxfQ.", "ewogICJhIjoxfQ.eyJhIjoxfQ", "eyA.", "4111 1111 1111 1111",
			"4111-1111-1111-1111", "378282246310005", "4111\u20131111\u20131111\u20131111", "4222222222222",
			"DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "fr1420041010050500013m02606",
			"DE 89 3704 0044 0532 0130 00", "NO9386011117947", "ada.l+x@mail.example.org", "b%2540c.org",
			"jos\u00e9@b\u00fccher.de", "+49 (30) 123-4567", "030/1234567", "(0)30 1234567", "192.168.0.1",
			"2001:db8::ff00:42:8329", "::ffff:10.0.0.1", "password=hunter2", "\"apiKey\": \"abc\"", "the API key: abc",
			"--token abc", "<secret>abc</secret>", "{name=password, value=hunter2}", "Cookie: a=b; Path=/; c=d",
			"x=y; HttpOnly", "-p=1", "secret:\n  - a\n  - b", "Authorization Bearer: abc" };

	private static final String[] FILLERS = { " ", "a", "Word ", "the quick brown fox ", ". ", ", ", "\n", "1", "42",
			"2026-11-29T08:14:32.123Z ", "no 12 ", "de 20 ", "\"", "\\", "/", "://", ":", "=", "-", "--", "_", "@", "%",
			"%40", ";", "<", ">", "{", "}", "e", "ey", "sk", "s", "g", "0", "+", "(", "A", "\u00fc", "\u00df", "\u6e2c",
			"\u0140", "\u013a", "\u0661", "\ud83d\ude00", "\ud83d", "\ude00", "\u00a0", "value", "name", "K" };

	private final SecretNames names = new SecretNames(
			List.of("password", "secret", "token", "api-key", "authorization", "cookie"));

	@RepeatedTest(40)
	void nothingIsMissedThatPatternsFindFromTheBeginningToTheEnd(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		Map<BuiltInMasker, PatternMasker> maskers = new EnumMap<>(BuiltInMasker.class);
		for (BuiltInMasker masker : BuiltInMasker.values()) {
			maskers.put(masker, (PatternMasker) masker.create());
		}
		for (int i = 0; i < 250; i++) {
			String text = text(random, 1 + random.nextInt(30));
			maskers.forEach((name, masker) -> {
				String expected = search(masker, text, name);
				assertThat(masker.mask(text)).as("%s in '%s'", name, text).isEqualTo(expected);
				assertThat(new MaskerChain(List.of(masker)).mask(text)).as("%s in '%s'", name, text)
					.isEqualTo(expected);
			});
		}
	}

	@RepeatedTest(40)
	void chainMasksAsItsMaskersDoOneAfterTheOther(RepetitionInfo repetition) {
		Random random = new Random(1_000 + repetition.getCurrentRepetition());
		NamedSecretMasker named = new NamedSecretMasker(this.names);
		List<ContentMasker> all = new ArrayList<>(named.forms());
		List<ContentMasker> chained = new ArrayList<>(List.of(named));
		for (BuiltInMasker builtIn : BuiltInMasker.values()) {
			ContentMasker masker = builtIn.create();
			all.add(masker);
			chained.add(masker);
		}
		MaskerChain chain = new MaskerChain(chained);
		for (int i = 0; i < 250; i++) {
			String text = text(random, 1 + random.nextInt(30));
			String expected = text;
			for (ContentMasker masker : all) {
				expected = masker.mask(expected);
			}
			assertThat(chain.mask(text)).isEqualTo(expected);
		}
	}

	@RepeatedTest(20)
	void namesOfPairsAreThoseThatThePatternFinds(RepetitionInfo repetition) {
		Random random = new Random(2_000 + repetition.getCurrentRepetition());
		String[] parts = { "name", "Key", "k", "id", "parameter", "parameters", "value", "monkey", "=", ":", " ", "\"",
				"'", "\\", "a", "password", ",", "}", "\n", "\u00e9", "field =",
				"\"key\": \"api-key\", \"value\": \"x\"" };
		for (int i = 0; i < 500; i++) {
			StringBuilder text = new StringBuilder();
			for (int part = random.nextInt(40); part > 0; part--) {
				text.append(parts[random.nextInt(parts.length)]);
			}
			assertThat(PairedSecrets.names(text.toString())).as("%s", text)
				.extracting(MatchResult::group)
				.isEqualTo(PairedSecrets.NAME.matcher(text).results().map(MatchResult::group).toList());
		}
	}

	@Test
	void maskersOfTheApplicationSeeEachTextAsTheOnesBeforeThemLeftIt() {
		List<String> seen = new ArrayList<>();
		MaskerChain chain = new MaskerChain(List.of((text) -> {
			seen.add(text);
			return text.equals("plain") ? "mail a@b.org" : text;
		}, BuiltInMasker.EMAIL.create(), (text) -> {
			seen.add(text);
			return text;
		}));
		assertThat(chain.mask("plain")).isEqualTo("mail <masked: e-mail>");
		assertThat(chain.mask("other")).isEqualTo("other");
		assertThat(seen).containsExactly("plain", "mail <masked: e-mail>", "other", "other");
	}

	@Test
	void phraseEndsWithASecretWhateverItsLastWordLooksLike() {
		for (String phrase : List.of("the API key", "my apiKey", "our API-Key2", "session  token.", "a Password")) {
			assertThat(this.names.isEndOf(phrase)).as(phrase).isTrue();
		}
		for (String phrase : List.of("a cookie recipe", "the key", "API keys", "", "...", "tokens 12", "a monkey")) {
			assertThat(this.names.isEndOf(phrase)).as(phrase).isFalse();
		}
	}

	/**
	 * The same with the pattern alone.
	 */
	private static String search(PatternMasker masker, String text, BuiltInMasker name) {
		String replacement = "<masked: " + switch (name) {
			case API_KEY -> "key";
			case JWT -> "token";
			case CREDIT_CARD -> "card number";
			case IBAN -> "IBAN";
			case EMAIL -> "e-mail";
			case PHONE -> "phone number";
			case IP_ADDRESS -> "IP address";
		} + ">";
		Matcher matcher = masker.pattern().matcher(text);
		StringBuilder masked = new StringBuilder();
		int copied = 0;
		int from = 0;
		while (from <= text.length() && matcher.find(from)) {
			int length = masker.confirm(text, matcher.start(), matcher.end());
			from = (length > 0) ? matcher.start() + length : masker.next(text, matcher.start(), matcher.end());
			if (length > 0) {
				masked.append(text, copied, matcher.start()).append(replacement);
				copied = from;
			}
		}
		return masked.append(text.substring(copied)).toString();
	}

	/**
	 * Secrets, parts of secrets as a cut leaves them, and what looks like some.
	 */
	private static String text(Random random, int parts) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < parts; i++) {
			String secret = SECRETS[random.nextInt(SECRETS.length)];
			switch (random.nextInt(6)) {
				case 0 -> text.append(secret);
				case 1 -> text.append(secret, 0, random.nextInt(secret.length() + 1));
				case 2 -> text.append(secret.substring(random.nextInt(secret.length())));
				default -> text.append(FILLERS[random.nextInt(FILLERS.length)]);
			}
		}
		return text.append(random.nextBoolean() ? "x" : " end").toString();
	}

}
