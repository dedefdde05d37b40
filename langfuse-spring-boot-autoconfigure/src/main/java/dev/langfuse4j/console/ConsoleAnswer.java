/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * An answer of the console. Immutable.
 *
 * @param status the status
 * @param headers all headers
 * @param body the body, empty for a stream
 * @param events the events of a stream, or {@code null}
 * @since 0.1.0
 */
@Internal
public record ConsoleAnswer(int status, Map<String, String> headers, byte[] body, @Nullable Flux<String> events) {

	/**
	 * Only allows resources of the page itself. The content that it shows is never
	 * executed.
	 */
	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
			+ "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
			+ "require-trusted-types-for 'script'; trusted-types 'none'";

	private static final byte[] NOTHING = {};

	static ConsoleAnswer of(int status, String type, byte[] body) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Content-Type", type);
		headers.put("Content-Security-Policy", POLICY);
		headers.put("X-Content-Type-Options", "nosniff");
		headers.put("X-Frame-Options", "DENY");
		headers.put("Referrer-Policy", "no-referrer");
		headers.put("Cross-Origin-Resource-Policy", "same-origin");
		headers.put("Cross-Origin-Opener-Policy", "same-origin");
		headers.put("Cache-Control", "no-store");
		return new ConsoleAnswer(status, Collections.unmodifiableMap(headers), body, null);
	}

	static ConsoleAnswer text(int status, String text) {
		return of(status, "text/plain;charset=UTF-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
	}

	static ConsoleAnswer json(byte[] json) {
		return of(200, "application/json", json);
	}

	static ConsoleAnswer redirect(String location) {
		return of(303, "text/plain;charset=UTF-8", NOTHING).with("Location", location);
	}

	static ConsoleAnswer stream(Flux<String> events) {
		ConsoleAnswer answer = of(200, "text/event-stream;charset=UTF-8", NOTHING)
			// A proxy is not to collect events
			.with("X-Accel-Buffering", "no");
		return new ConsoleAnswer(answer.status, answer.headers, NOTHING, events);
	}

	ConsoleAnswer with(String header, String value) {
		Map<String, String> copy = new LinkedHashMap<>(this.headers);
		copy.put(header, value);
		return new ConsoleAnswer(this.status, Collections.unmodifiableMap(copy), this.body, this.events);
	}

	ConsoleAnswer withoutBody(int newStatus) {
		return new ConsoleAnswer(newStatus, this.headers, NOTHING, null);
	}

	/**
	 * Names the status only.
	 */
	@Override
	public String toString() {
		return "ConsoleAnswer[" + this.status + "]";
	}

}
