/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretNames} and {@link NamedSecretMasker}.
 */
class SecretNamesTests {

	private final SecretNames names = new SecretNames(
			List.of("password", "token", "api-key", "authorization", "cookie", "private_key"));

	private final NamedSecretMasker masker = new NamedSecretMasker(this.names);

	@ParameterizedTest
	@ValueSource(strings = { "password", "PASSWORD", "userPassword", "password_hash", "passwordHash",
			"pass-word-no-password", "apiKey", "api_key", "API-KEY", "APIKey", "x-api-key", "openai.api.key", "apikey",
			"token", "accessToken", "access_token", "Authorization", "privateKey", "setCookie", "password1",
			"accesstoken", "PGPASSWORD", "a_b_password_2" })
	void secret(String name) {
		assertThat(this.names.contains(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "maxTokens", "tokens", "tokenCount", "token_usage", "tokenType", "tokenizer", "compass",
			"key", "apis", "passwords", "", "-", "keyApi" })
	void notSecret(String name) {
		assertThat(this.names.contains(name)).isFalse();
	}

	@Test
	void withoutNamesNothingIsSecret() {
		SecretNames none = new SecretNames(List.of("", " - "));
		assertThat(none.isEmpty()).isTrue();
		assertThat(none.contains("password")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			https://h/p?user=ada&token=abc&x=1           | https://h/p?user=ada&token=<redacted>&x=1
			https://h/p?access_token=abc                 | https://h/p?access_token=<redacted>
			User[name=ada, password=p w, age=3]          | User[name=ada, password=<redacted>, age=3]
			{"user":"ada","password":"p \\" q","n":1}     | {"user":"ada","password":<redacted>,"n":1}
			{\\"password\\":\\"pq\\",\\"n\\":1}            | {\\"password\\":<redacted>,\\"n\\":1}
			Authorization: Bearer abc def                | Authorization: <redacted>
			my api key: abc123, and more                 | my api key: <redacted>, and more
			apiKey='abc def' rest                        | apiKey=<redacted> rest
			a chocolate cookie recipe: flour, butter     | a chocolate cookie recipe: flour, butter
			Total tokens: 500, token count: 3            | Total tokens: 500, token count: 3
			10:15:00 = now, a=b, ratio: 3                | 10:15:00 = now, a=b, ratio: 3
			password =                                   | password =
			password      = hunter2                      | password      = <redacted>
			token: Bearer abcdef123 rest                 | token: <redacted> rest
			if (token == null) return                    | if (token == null) return
			{"requiresAuthorization":false,"answer":"x"} | {"requiresAuthorization":false,"answer":"x"}
			On authorization: the customer must sign.    | On authorization: <redacted> customer must sign.
			"password" => "hunter2"                      | "password" => <redacted>
			{"token":{"a":"b","c":["d"]},"n":1}          | {"token":<redacted>,"n":1}
			user[password]=hunter2&x=1                   | user[password]=<redacted>&x=1
			User[password=a, b, age=3]                   | User[password=<redacted>, age=3]
			User(name=ada, password=p (w), x)            | User(name=ada, password=<redacted>)
			{name=ada, password=p, w; z, a.b-c=1}        | {name=ada, password=<redacted>, a.b-c=1}
			User[login=L[name=ada, password=p w], n=1]   | User[login=L[name=ada, password=<redacted>], n=1]
			User[name=ada, password=p w                  | User[name=ada, password=<redacted>
			use user=ada, password=hunter2 and log in    | use user=ada, password=<redacted> and log in
			set it (password=hunter2) and go on          | set it (password=<redacted>) and go on
			""")
	void valuesInTexts(String text, String expected) {
		assertThat(this.masker.mask(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					<password>x</password>                            | <password><redacted></password>
					<a:password b="c">x y</a:password><n>1</n>        | <a:password b="c"><redacted></a:password><n>1</n>
					<password><![CDATA[x]]></password>                | <password><redacted></password>
					<token><a>x</a><b>y</b></token>                   | <token><redacted></token>
					<entry key="password">x</entry>                   | <entry key="password"><redacted></entry>
					<password/><name>ada</name>                       | <password/><name>ada</name>
					<name>ada</name><password>hunter2                 | <name>ada</name><password><redacted>
					Replace <password> by yours, <b>now</b>           | Replace <password> by yours, <b>now</b>
					cli --password x -v                               | cli --password <redacted> -v
					cli --password 'x y' -v                           | cli --password <redacted> -v
					cli -password x                                   | cli -password <redacted>
					["cli", "--api-key", "x"]                         | ["cli", "--api-key", <redacted>]
					Run it with --password hunter2.                   | Run it with --password <redacted>.
					The option --password is required                 | The option --password is required
					cli --password -v --token-file t                  | cli --password -v --token-file t
					{"name":"password","value":"x"}                   | {"name":"password","value":<redacted>}
					{"value":"x","name":"password"}                   | {"value":<redacted>,"name":"password"}
					{"name":"password","type":"string","value":"x"}   | {"name":"password","type":"string","value":<redacted>}
					[{"name":"n","value":"1"},{"name":"token","value":"x"}] | [{"name":"n","value":"1"},{"name":"token","value":<redacted>}]
					{\\"key\\":\\"password\\",\\"value\\":\\"x\\"}      | {\\"key\\":\\"password\\",\\"value\\":<redacted>}
					Header[name=Authorization, value=a b, n=1]        | Header[name=Authorization, value=<redacted>, n=1]
					<property name="password" value="x"/>             | <property name="password" value=<redacted>/>
					{"name":"Password reset","value":"sent"}          | {"name":"Password reset","value":"sent"}
					sent Cookie: a=b; c=d with it                     | sent Cookie: <redacted> with it
					curl -H "Cookie: a=b; c=d" u                      | curl -H "Cookie: <redacted>" u
					got Set-Cookie: a=b; Path=/; HttpOnly, c="d e" ok | got Set-Cookie: <redacted> ok
					sent Authorization: Digest username="a", response="r", qop=auth, ok | sent Authorization: <redacted>, ok
					sent Authorization: AWS4-HMAC-SHA256 Credential=c, SignedHeaders=h;i, Signature=s | sent Authorization: <redacted>
					sid=abc=; Path=/; Secure                          | sid=<redacted>; Path=/; Secure
					the set-up; secure enough a=b                     | the set-up; secure enough a=b
					""")
	void valuesInOtherForms(String text, String expected) {
		assertThat(this.masker.mask(text)).isEqualTo(expected);
	}

	@Test
	void valuesOnTheNextLines() {
		assertThat(this.masker.mask("user: ada\npassword:\n  hunter2\nn: 1"))
			.isEqualTo("user: ada\npassword:\n  <redacted>\nn: 1");
		assertThat(this.masker.mask("a:\n  token: |-\n    one\n\n    two\n  n: 1"))
			.isEqualTo("a:\n  token: |-\n    <redacted>\n  n: 1");
		assertThat(this.masker.mask("- name: DB_PASSWORD\n  value: x\n- name: N\n  value: 1"))
			.isEqualTo("- name: DB_PASSWORD\n  value: <redacted>\n- name: N\n  value: 1");
		assertThat(this.masker.mask("Password:\nthen press OK. Bad token:\n  at a line"))
			.isEqualTo("Password:\nthen press OK. Bad token:\n  at a line");
	}

	@Test
	void aBlockOfPemIsHiddenToItsEnd() {
		String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nAAAA\n-----END RSA PRIVATE KEY-----";
		assertThat(this.masker.mask("private_key: " + key + "\nn: 1")).isEqualTo("private_key: <redacted>\nn: 1");
		assertThat(this.masker.mask("private_key=" + key.substring(0, 40))).isEqualTo("private_key=<redacted>");
	}

	/**
	 * Sentences in which the names stand, each with nothing to hide.
	 */
	@Test
	void sentencesAreLeftAlone() {
		List<String> subjects = List.of("Your password", "The token", "An API key", "Each cookie", "The authorization",
				"That private key", "A --password option", "The <token> placeholder", "Every 'cookie'",
				"The \"password\"");
		List<String> predicates = List.of("is longer than eight characters; see the manual, please.",
				"was reset (twice) on Monday, and a mail was sent.", "belongs to [a user], not to a team.",
				"can be read in the section \"Security\" of the guide.", "expires after 3,600 s - that is an hour.",
				"has no value of its own, name it as you like.", "costs 5 <units> & is <b>free</b> for others.",
				"{as said} may be changed by its owner only!", "isn't shown; secure pages hide it.",
				"appears 3 times; path and domain don't matter.", "does it expire? Yes: after a day.",
				"counts as one of the values of the form, by name.",
				"stays with the name and the value that you chose.", "goes into the header, never into the body.",
				"means: keep it to yourself.", "works for a/b, a-b and a_b alike.",
				"is what <name> and <value> are for.", "came first, then 1 = 1.",
				"will be asked for - again - by the server.", "is not in the list: milk, eggs, flour.");
		assertThat(subjects.size() * predicates.size()).isEqualTo(200);
		subjects.forEach((subject) -> predicates.forEach((predicate) -> {
			String sentence = subject + " " + predicate;
			assertThat(this.masker.mask(sentence)).isEqualTo(sentence);
			String within = sentence + " Use password=hunter2 here. " + sentence;
			assertThat(this.masker.mask(within)).isEqualTo(sentence + " Use password=<redacted> here. " + sentence);
		}));
	}

	@Test
	void headerEndsWithItsLine() {
		assertThat(this.masker.mask("Host: h\nCookie: a=b; c=d\nAccept: *"))
			.isEqualTo("Host: h\nCookie: <redacted>\nAccept: *");
	}

	@Test
	@Timeout(60)
	@Tag("long")
	void noTextTakesLong() {
		Stream
			.of("password=", "password: \"", "token=\\\\\"\\\\", "token={", "token: Bearer ", "password", "=", ":",
					"a=", "a b c d ", "token:\\", "A", "aB", "-", "Authorization:", "<password>", "<token a=",
					"--token ", "-token", "value:", "value=\"", "name=token value=", "Cookie: a=b; ", "a=b; Path=",
					"Authorization: Digest a=\"", "[password=", "(a, password=b, ", "{token=\n", "token:\n  ",
					"token: |\n", "password=-----BEGIN ", "Cookie: a=\"b", ";")
			.map((part) -> part.repeat(100_000 / part.length()))
			.forEach((text) -> {
				assertThat(this.masker.mask(text)).isNotNull();
				assertThat(this.names.contains(text)).isIn(true, false);
			});
	}

}
