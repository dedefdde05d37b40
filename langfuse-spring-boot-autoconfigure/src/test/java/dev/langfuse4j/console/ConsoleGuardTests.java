/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.console.TestConsoles.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guard of the console decides which requests it accepts.
 */
class ConsoleGuardTests {

	private static final String TOKEN = "0123456789abcdef";

	private static ConsoleSettings settings(boolean remote, String token, String... hosts) {
		return new ConsoleSettings("/tools/langfuse", 500, 32 << 20, remote, Set.of(hosts), token, Map.of());
	}

	private static ConsoleAnswer answer(ConsoleSettings settings, Request request) {
		return TestConsoles.console(settings).answer(request);
	}

	private static String text(ConsoleAnswer answer) {
		return new String(answer.body(), StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1,200", "127.8.9.1,200", "::1,200", "0:0:0:0:0:0:0:1,200", "::ffff:127.0.0.1,200",
			"192.168.1.5,403", "172.17.0.1,403", "::ffff:10.0.0.1,403", "fe80::1%eth0,403", "localhost,403", "'',403",
			",403" })
	void otherMachinesAreRefused(String address, int status) {
		Request request = new Request("/api/traces");
		request.remote = address;
		ConsoleAnswer answer = answer(settings(false, null), request);
		assertThat(answer.status()).isEqualTo(status);
		if (status == 403) {
			assertThat(text(answer)).contains("langfuse.console.allow-remote=true");
		}
		assertThat(answer(settings(true, null), request).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Forwarded", "X-Forwarded-For", "x-forwarded-host", "X-FORWARDED-PREFIX", "Via",
			"X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "X-Envoy-External-Address" })
	void forwardedRequestsAreRefused(String header) {
		Request request = new Request("/api/traces").header(header, "127.0.0.1");
		ConsoleAnswer answer = answer(settings(false, null), request);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(text(answer)).contains("proxy").contains("langfuse.console.allow-remote=true");
		assertThat(answer(settings(true, null), request).status()).isEqualTo(200);
	}

	@Test
	void requestsWhoseAddressTheServerReplacedAreRefused() {
		Request request = new Request("/api/traces");
		request.forwarded = true;
		assertThat(answer(settings(false, null), request).status()).isEqualTo(403);
	}

	@ParameterizedTest
	@CsvSource({ "localhost:8080,200,200", "LOCALHOST,200,200", "localhost.:8080,200,200", "app.localhost:8080,200,200",
			"127.0.0.1:8080,200,200", "[::1]:8080,200,200", "dev.example.com:8080,200,200", "evil.example,403,403",
			"localhost.evil.example,403,403", "127.0.0.1.evil.example,403,403", "192.168.1.5:8080,403,200",
			"[fe80::1]:8080,403,200", "'',403,403", ",403,403" })
	void otherNamesAreRefused(String host, int status, int statusIfRemote) {
		Request request = new Request("/api/traces");
		request.host = host;
		ConsoleAnswer answer = answer(settings(false, null, "dev.example.com"), request);
		assertThat(answer.status()).isEqualTo(status);
		if (status == 403) {
			assertThat(text(answer)).contains("langfuse.console.allowed-hosts");
		}
		assertThat(answer(settings(true, null, "dev.example.com"), request).status()).isEqualTo(statusIfRemote);
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site,cross-site,403", "Sec-Fetch-Site,same-site,403", "Sec-Fetch-Site,same-origin,200",
			"Sec-Fetch-Site,none,200", "Origin,https://evil.example,403", "Origin,null,403",
			"Origin,http://localhost:8080,200", "Origin,http://localhost:3000,403" })
	void pagesOfOtherSitesAreRefused(String header, String value, int status) {
		assertThat(answer(settings(false, null), new Request("/api/traces").header(header, value)).status())
			.isEqualTo(status);
	}

	@Test
	void linkOnAnotherSiteOpensThePage() {
		Request request = new Request("/").header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "navigate");
		assertThat(answer(settings(false, null), request).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE" })
	void onlyReading(String method) {
		Request request = new Request("/api/traces");
		request.method = method;
		ConsoleAnswer answer = answer(settings(false, null), request);
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.headers()).containsEntry("Allow", "GET");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/api/traces", "/api/state", "/api/events", "/api/no-such" })
	void tokenIsAskedForEverywhere(String path) {
		ConsoleAnswer answer = answer(settings(true, TOKEN), new Request(path));
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.headers()).containsKey("WWW-Authenticate");
		assertThat(text(answer)).contains("langfuse.console.token=off").doesNotContain(TOKEN);
	}

	@ParameterizedTest
	@CsvSource({ "Authorization,Bearer 0123456789abcdef,200", "Authorization,Bearer 0123456789abcdeX,401",
			"Authorization,Bearer ,401", "Authorization,Basic 0123456789abcdef,401",
			"Cookie,a=b; langfuse-console-8080=0123456789abcdef,200",
			"Cookie,langfuse-console-8080=0123456789abcde,401", "Cookie,langfuse-console-8081=0123456789abcdef,401" })
	void tokenInHeaders(String header, String value, int status) {
		assertThat(answer(settings(false, TOKEN), new Request("/api/traces").header(header, value)).status())
			.isEqualTo(status);
	}

	@Test
	void tokenOfTheAddressIsSwappedForACookie() {
		Request request = new Request("");
		request.parameters.put("token", TOKEN);
		ConsoleAnswer first = answer(settings(false, TOKEN), request);
		assertThat(first.status()).isEqualTo(303);
		assertThat(first.headers()).containsEntry("Location", "langfuse/?token=" + TOKEN)
			.doesNotContainKey("Set-Cookie");
		Request page = new Request("/");
		page.parameters.put("token", TOKEN);
		ConsoleAnswer second = answer(settings(false, TOKEN), page);
		assertThat(second.status()).isEqualTo(303);
		assertThat(second.headers()).containsEntry("Location", "./")
			.containsEntry("Set-Cookie", "langfuse-console-8080=" + TOKEN + "; HttpOnly; SameSite=Strict");
		page.secure = true;
		assertThat(answer(settings(false, TOKEN), page).headers().get("Set-Cookie")).endsWith("; Secure");
		page.parameters.put("token", "wrong");
		assertThat(answer(settings(false, TOKEN), page).status()).isEqualTo(401);
	}

	@Test
	void everyAnswerIsLockedDown() {
		Request refused = new Request("/api/traces");
		refused.remote = "10.0.0.1";
		for (Request request : new Request[] { new Request("/"), new Request("/api/state"), new Request("/api/none"),
				new Request("/api/events"), new Request(""), refused }) {
			Map<String, String> headers = answer(settings(false, null), request).headers();
			assertThat(headers).containsEntry("X-Content-Type-Options", "nosniff")
				.containsEntry("X-Frame-Options", "DENY")
				.containsEntry("Referrer-Policy", "no-referrer")
				.containsEntry("Cross-Origin-Resource-Policy", "same-origin")
				.containsKeys("Cache-Control", "Content-Type");
			assertThat(headers.get("Content-Security-Policy")).startsWith("default-src 'none'; ")
				.contains("script-src 'self';")
				.contains("frame-ancestors 'none'")
				.doesNotContain("unsafe");
			assertThat(headers.keySet()).noneMatch((name) -> name.startsWith("Access-Control"));
		}
	}

	@Test
	void tokenIsInNoText() {
		assertThat(settings(false, TOKEN).toString()).doesNotContain(TOKEN);
	}

	@Test
	void onlyListedFilesAreOurs() {
		Console console = TestConsoles.console(settings(false, null));
		assertThat(console.below("/tools/langfuse")).isEmpty();
		assertThat(console.below("/tools/langfuse/")).isEqualTo("/");
		assertThat(console.below("/tools/langfuse/index.html")).isEqualTo("/index.html");
		assertThat(console.below("/tools/langfuse/api/anything")).isEqualTo("/api/anything");
		assertThat(console.below("/tools/langfuse/files.txt")).isNull();
		assertThat(console.below("/tools/langfuse/../application.yml")).isNull();
		assertThat(console.below("/tools/langfuse/%2e%2e/files.txt")).isNull();
		assertThat(console.below("/tools/langfusex")).isNull();
		assertThat(console.below("/tools/langfuse/webhooks/prompts")).isNull();
	}

	@Test
	void fileThatIsKnownIsNotSentAgain() {
		Console console = TestConsoles.console(settings(false, null));
		ConsoleAnswer page = console.answer(new Request("/"));
		assertThat(page.headers()).containsEntry("Content-Type", "text/html;charset=UTF-8")
			.containsEntry("Cache-Control", "no-cache");
		Request again = new Request("/").header("If-None-Match", "W/\"x\", " + page.headers().get("ETag"));
		ConsoleAnswer known = console.answer(again);
		assertThat(known.status()).isEqualTo(304);
		assertThat(known.body()).isEmpty();
	}

}
