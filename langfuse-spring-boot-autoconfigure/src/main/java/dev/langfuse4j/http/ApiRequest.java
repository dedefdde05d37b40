/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.DefaultUriBuilderFactory;

/**
 * A request to the API of a Langfuse server. Its path is a template: each variable is
 * encoded and stays within its segment of the path, or within its parameter, whatever
 * characters it has. Immutable.
 *
 * <pre class="code">
 * ApiRequest.of(HttpMethod.GET, "/api/public/v2/prompts/{name}?label={label}", name, label).limit(4_194_304)
 * </pre>
 *
 * @param method the method
 * @param path the encoded path below the server's address, with its query
 * @param headers headers for this request only
 * @param body the JSON to send, or {@code null} for none; sent as it is, as only the
 * endpoint for traces is known to take compressed bodies
 * @param limit the bytes of the answer's body to take at most
 * @param timeout the time that the call may take as a whole, or {@code null} for that of
 * the connection
 * @since 0.1.0
 */
@Internal
public record ApiRequest(HttpMethod method, URI path, Map<String, String> headers, byte @Nullable [] body, int limit,
		@Nullable Duration timeout) {

	private static final int DEFAULT_LIMIT = 1_048_576;

	/**
	 * Encodes templates and variables. What stands before them is the address of the
	 * server, which may be encoded already.
	 */
	private static final DefaultUriBuilderFactory TEMPLATES = new DefaultUriBuilderFactory();

	/**
	 * Creates a request whose answer may have a mebibyte.
	 * @param method the method
	 * @param template the path below the server's address, with its query, as a URI
	 * template
	 * @param variables the values of the template, in their order
	 * @return the request
	 */
	public static ApiRequest of(HttpMethod method, String template, Object... variables) {
		return new ApiRequest(method, TEMPLATES.expand(template, variables), Map.of(), null, DEFAULT_LIMIT, null);
	}

	/**
	 * This request with a header.
	 * @param name the header's name
	 * @param value its value
	 * @return the request
	 */
	public ApiRequest header(String name, String value) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.put(name, value);
		return new ApiRequest(this.method, this.path, Map.copyOf(all), this.body, this.limit, this.timeout);
	}

	/**
	 * This request with a body.
	 * @param json the JSON to send
	 * @return the request
	 */
	public ApiRequest body(JsonNode json) {
		return new ApiRequest(this.method, this.path, this.headers, json.toString().getBytes(StandardCharsets.UTF_8),
				this.limit, this.timeout);
	}

	/**
	 * This request with another limit.
	 * @param bytes the bytes of the answer's body to take at most
	 * @return the request
	 */
	public ApiRequest limit(int bytes) {
		return new ApiRequest(this.method, this.path, this.headers, this.body, bytes, this.timeout);
	}

	/**
	 * This request with another time-out.
	 * @param whole the time that the call may take, until the end of the answer's body
	 * @return the request
	 */
	public ApiRequest timeout(Duration whole) {
		return new ApiRequest(this.method, this.path, this.headers, this.body, this.limit, whole);
	}

	/**
	 * Names the method only: names and bodies may be content.
	 */
	@Override
	public String toString() {
		return "ApiRequest[" + this.method + "]";
	}

}
