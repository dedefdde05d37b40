/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BuiltInMasker}: what is masked, what is not, and that no text takes
 * long.
 */
class BuiltInMaskerTests {

	private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

	@ParameterizedTest
	@ValueSource(strings = { "sk-proj-abcdefghijklmnop1234", "sk-ant-api03-AbCdEfGhIjKlMnOp_-",
			"sk-lf-0123456789abcdef", "sk_live_0123456789abcdef", "AKIAIOSFODNN7EXAMPLE",
			"AIzaSyA1234567890abcdefghijklmnopqrstuvw", "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
			"github_pat_0123456789abcdefghijkl_mn", "glpat-0123456789abcdefghij", "xoxb-1234567890-abcdef",
			"hf_abcdefghijklmnopqrstuvwxyz0123456789", "gsk_abcdefghijklmnopqrst",
			"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
			"-----BEGIN PRIVATE KEY-----\nnever ended",
			"-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\nlQOY\n=Ab1+\n-----END PGP PRIVATE KEY BLOCK-----",
			"-----BEGIN OPENSSH PRIVATE KEY-----\\nb3Bl\\n-----END OPENSSH PRIVATE KEY-----",
			"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/5\n---- END SSH2 ENCRYPTED PRIVATE KEY ----" })
	void keysAreMasked(String key) {
		assertThat(mask(BuiltInMasker.API_KEY, "before " + key)).isEqualTo("before <masked: key>");
		assertThat(mask(BuiltInMasker.API_KEY, "\"" + key)).isEqualTo("\"<masked: key>");
	}

	@Test
	void passwordsInUrlsAreMasked() {
		assertThat(mask(BuiltInMasker.API_KEY, "jdbc://user:pass@host/db and https://a:b@c"))
			.isEqualTo("jdbc://<masked: key>@host/db and https://<masked: key>@c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "task-0123456789abcdefgh", "sk-short", "pk-lf-0123456789abcdef", "AKIA-no",
			"https://host:8080/path@2", "plain text" })
	void whatIsNoKeyStays(String text) {
		assertThat(mask(BuiltInMasker.API_KEY, text)).isSameAs(text);
	}

	@Test
	void tokensAreMasked() {
		assertThat(mask(BuiltInMasker.JWT, "Bearer " + JWT + "!")).isEqualTo("Bearer <masked: token>!");
		assertThat(mask(BuiltInMasker.JWT, "eyJhbGciOiJub25lIn0.eyJhIjoxfQ.")).isEqualTo("<masked: token>");
		for (String header : List.of("{\n  \"alg\": \"HS256\"\n}", "{ \"alg\": \"HS256\" }", "{\r\n\"alg\":\"HS256\"}",
				"{\t\"alg\":\"HS256\"}")) {
			String token = Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + JWT.substring(JWT.indexOf('.'));
			assertThat(mask(BuiltInMasker.JWT, "Bearer " + token + "!")).isEqualTo("Bearer <masked: token>!");
		}
		assertThat(mask(BuiltInMasker.JWT, "ewoodland.example.org eyAlmost.there"))
			.isEqualTo("ewoodland.example.org eyAlmost.there");
		assertThat(mask(BuiltInMasker.JWT, "eyJ is how it begins")).isEqualTo("eyJ is how it begins");
	}

	@ParameterizedTest
	@CsvSource({ "4111111111111111,''", "4111 1111 1111 1111,''", "4111-1111-1111-1111,''", "5555555555554444,''",
			"378282246310005,''", "3782 822463 10005,''", "6011111111111117,''", "3530111333300000,''",
			"30569309025904,''", "4222222222222,''", "4111 1111 1111 1111 2029,' 2029'",
			"4111111111111111 5500000000000004,' <masked: card number>'", "4111.1111.1111.1111,''",
			"4111/1111/1111/1111,''", "4111_1111_1111_1111,''", "4111\u00a01111\u00a01111\u00a01111,''",
			"4111\u20131111\u20131111\u20131111,''", "4111 - 1111 - 1111 - 1111,''", "4111  1111  1111  1111,''" })
	void cardNumbersAreMasked(String number, String rest) {
		assertThat(mask(BuiltInMasker.CREDIT_CARD, "card " + number + "."))
			.isEqualTo("card <masked: card number>" + rest + ".");
	}

	@Test
	void cardNumbersAreFoundAfterOtherNumbers() {
		assertThat(mask(BuiltInMasker.CREDIT_CARD, "row 12 4111111111111111"))
			.isEqualTo("row 12 <masked: card number>");
		assertThat(mask(BuiltInMasker.CREDIT_CARD, "2026-01-02 4111 1111 1111 1111"))
			.isEqualTo("2026-01-02 <masked: card number>");
		assertThat(mask(BuiltInMasker.IBAN, "Ref AB12 for DE89370400440532013000 GB29 NWBK 6016 1331 9268 19"))
			.isEqualTo("Ref AB12 for <masked: IBAN> <masked: IBAN>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4111111111111112", "1700000000000", "9007199254740993", "41111111111111111111",
			"2026-11-21 10:15", "order 4111 of 1111", "0.4111111111111111222", "4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1",
			"4111.1111/1111.1111", "4111, 1111, 1111, 1111" })
	void otherNumbersStay(String text) {
		assertThat(mask(BuiltInMasker.CREDIT_CARD, text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19",
			"NO9386011117947", "fr1420041010050500013m02606", "MT84MALT011000012345MTLCAST001S",
			"DE89-3704-0044-0532-0130-00", "DE89.3704.0044.0532.0130.00",
			"DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000", "DE89/3704/0044/0532/0130/00",
			"DE 89 3704 0044 0532 0130 00" })
	void ibansAreMasked(String iban) {
		assertThat(mask(BuiltInMasker.IBAN, "to " + iban + " please")).isEqualTo("to <masked: IBAN> please");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "DE89370400440532013001", "XX89370400440532013000", "DE8937040044", "AB12 cups of tea please" })
	void whatIsNoIbanStays(String text) {
		assertThat(mask(BuiltInMasker.IBAN, text)).isEqualTo(text);
	}

	@Test
	void addressesAndNumbersAreMaskedWhenSwitchedOn() {
		assertThat(mask(BuiltInMasker.EMAIL, "ask ada.l+x@mail.example.org, or jos\u00e9@b\u00fccher.de"))
			.isEqualTo("ask <masked: e-mail>, or <masked: e-mail>");
		assertThat(mask(BuiltInMasker.EMAIL, "?to=ada%2Bx%40mail.example.org&cc=b%2540c.org"))
			.isEqualTo("?to=<masked: e-mail>&cc=<masked: e-mail>");
		assertThat(mask(BuiltInMasker.EMAIL, "40 %40 a%40b 100%40")).isEqualTo("40 %40 a%40b 100%40");
		assertThat(mask(BuiltInMasker.EMAIL, "@ada is a@b.org")).isEqualTo("@ada is <masked: e-mail>");
		assertThat(mask(BuiltInMasker.EMAIL, "@Observe me@home")).isEqualTo("@Observe me@home");
		assertThat(mask(BuiltInMasker.PHONE, "+49 (30) 123-4567 or 030/1234567 or (0)30 1234567"))
			.isEqualTo("<masked: phone number> or <masked: phone number> or <masked: phone number>");
		assertThat(mask(BuiltInMasker.PHONE, "2026-11-21, 12345678, 0.25, 0815"))
			.isEqualTo("2026-11-21, 12345678, 0.25, 0815");
		assertThat(mask(BuiltInMasker.IP_ADDRESS, "from 192.168.0.1 and 2001:db8::ff00:42:8329, ::1, ::ffff:10.0.0.1"))
			.isEqualTo(
					"from <masked: IP address> and <masked: IP address>, <masked: IP address>, <masked: IP address>");
		assertThat(mask(BuiltInMasker.IP_ADDRESS, ". 10.0.0.1")).isEqualTo(". <masked: IP address>");
		assertThat(mask(BuiltInMasker.IP_ADDRESS, "at 12:30:45 of 1.2.3.4.5 in a::b::c, 300.1.1.1, Foo::bar"))
			.isEqualTo("at 12:30:45 of 1.2.3.4.5 in a::b::c, 300.1.1.1, Foo::bar");
	}

	/**
	 * Texts that would make a pattern that goes back over what it has read take minutes.
	 */
	@ParameterizedTest
	@EnumSource(BuiltInMasker.class)
	@Timeout(60)
	@Tag("long")
	void noTextTakesLong(BuiltInMasker masker) {
		Stream
			.of("a", "1", "1 ", "4111 1111 1111 111", "sk-", "eyJ", "eyJaaaaaa.", "-----BEGIN PRIVATE KEY-----",
					"://a:", "DE89", "DE89 3704", "@", "%40", "a%40", "a%", "4111.", "4/", "DE89-", "ewo",
					"ewoaaaaaaa.", "-----BEGIN A ", "a@", "a@a.", "a.", ":", "1:", "::1", "+1", "+4 ", "(0", "0 0-",
					"1.1.1.", "AKIA", "gh", "\\", "\ud83d\ude00")
			.map((part) -> part.repeat(100_000 / part.length()))
			.forEach((text) -> assertThat(mask(masker, text)).isNotNull());
	}

	private static String mask(BuiltInMasker masker, String text) {
		return masker.create().mask(text);
	}

}
