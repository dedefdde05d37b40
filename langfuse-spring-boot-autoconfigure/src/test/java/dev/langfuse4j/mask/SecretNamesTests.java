package dev.langfuse4j.mask;

import java.util.List;
import java.util.stream.Stream;

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
			User[name=ada, password=p w, age=3]          | User[name=ada, password=<redacted> w, age=3]
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
			""")
	void valuesInTexts(String text, String expected) {
		assertThat(this.masker.mask(text)).isEqualTo(expected);
	}

	@Test
	void headerEndsWithItsLine() {
		assertThat(this.masker.mask("Host: h\nCookie: a=b; c=d\nAccept: *"))
			.isEqualTo("Host: h\nCookie: <redacted>\nAccept: *");
	}

	@Test
	@Timeout(60)
	void noTextTakesLong() {
		Stream
			.of("password=", "password: \"", "token=\\\\\"\\\\", "token={", "token: Bearer ", "password", "=", ":",
					"a=", "a b c d ", "token:\\", "A", "aB", "-", "Authorization:")
			.map((part) -> part.repeat(1_000_000 / part.length()))
			.forEach((text) -> {
				assertThat(this.masker.mask(text)).isNotNull();
				assertThat(this.names.contains(text)).isIn(true, false);
			});
	}

}
