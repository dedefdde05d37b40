/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * The keys that the official SDKs put into the header {@code baggage}.
 *
 * @param traceId the trace that Langfuse knows, or {@code null} if that is not said
 * @param attributes what holds for it
 * @see <a href="https://www.w3.org/TR/baggage/">W3C Baggage</a>
 */
record LangfuseBaggage(@Nullable String traceId, TraceAttributes attributes) {

	static final int MAX_LENGTH = 8_192;

	/**
	 * A longer one is read by no SDK of OpenTelemetry.
	 */
	private static final int MAX_MEMBER_LENGTH = 4_096;

	private static final LangfuseBaggage NONE = new LangfuseBaggage(null, TraceAttributes.NONE);

	private static final String PREFIX = "langfuse_";

	private static final String METADATA = "metadata_";

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

	/**
	 * The element of a list as Python writes it, in single or double quotes.
	 */
	private static final Pattern PYTHON_TEXT = Pattern
		.compile("'((?:[^'\\\\]++|\\\\.)*+)'|\"((?:[^\"\\\\]++|\\\\.)*+)\"");

	/**
	 * Reads a header. A header that is too long is ignored as a whole.
	 */
	static LangfuseBaggage read(String header) {
		if (header.length() > MAX_LENGTH || !header.contains(PREFIX)) {
			return NONE;
		}
		TraceAttributes.Builder attributes = TraceAttributes.builder();
		String traceId = null;
		for (String member : header.split(",")) {
			int equals = member.indexOf('=');
			if (equals < 0 || !isOurs(member)) {
				continue;
			}
			String key = decodeKey(member.substring(0, equals));
			String value = decode(member.substring(equals + 1));
			if (value != null && key.equals("trace_id")) {
				traceId = value;
			}
			else if (value != null) {
				set(attributes, key, value);
			}
		}
		return new LangfuseBaggage(traceId, attributes.build());
	}

	private static void set(TraceAttributes.Builder attributes, String key, String value) {
		switch (key) {
			case "user_id" -> attributes.userId(value);
			case "session_id" -> attributes.sessionId(value);
			case "version" -> attributes.version(value);
			case "trace_name" -> attributes.name(value);
			case "environment" -> attributes.environment(value);
			case "tags" -> attributes.tags(tags(value));
			default -> {
				if (key.startsWith(METADATA)) {
					attributes.metadata(key.substring(METADATA.length()), value);
				}
			}
		}
	}

	/**
	 * JavaScript separates them by commas, Python writes a list as its source would.
	 */
	private static String[] tags(String value) {
		if (!(value.startsWith("['") || value.startsWith("[\"")) || !value.endsWith("]")) {
			return StringUtils.tokenizeToStringArray(value, ",");
		}
		List<String> tags = new ArrayList<>();
		Matcher texts = PYTHON_TEXT.matcher(value);
		while (texts.find()) {
			String text = (texts.group(1) != null) ? texts.group(1) : texts.group(2);
			tags.add(text.replaceAll("\\\\(.)", "$1"));
		}
		return tags.toArray(String[]::new);
	}

	/**
	 * JavaScript encodes keys as well, Python writes them as they are.
	 */
	private static String decodeKey(String key) {
		String rest = key.strip().substring(PREFIX.length());
		try {
			return StringUtils.uriDecode(rest, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return rest;
		}
	}

	/**
	 * Python writes a space as a plus. Properties of a value follow after a semicolon.
	 */
	private static @Nullable String decode(String value) {
		int properties = value.indexOf(';');
		try {
			return URLDecoder.decode(((properties >= 0) ? value.substring(0, properties) : value).trim(),
					StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Whether a member of the header belongs to Langfuse.
	 */
	static boolean isOurs(String member) {
		return member.stripLeading().startsWith(PREFIX);
	}

	/**
	 * Writes the members that fit.
	 * @param room the maximum number of characters
	 */
	List<String> write(int room) {
		List<String> members = new ArrayList<>();
		int left = room;
		for (Map.Entry<String, String> entry : entries()) {
			String member = PREFIX + encode(entry.getKey()) + "=" + encode(entry.getValue());
			if (member.length() < left && member.length() <= MAX_MEMBER_LENGTH) {
				members.add(member);
				left -= member.length() + 1;
			}
		}
		return members;
	}

	private List<Map.Entry<String, String>> entries() {
		List<Map.Entry<String, String>> entries = new ArrayList<>();
		add(entries, "trace_id", this.traceId);
		add(entries, "user_id", this.attributes.userId());
		add(entries, "session_id", this.attributes.session());
		// A comma within a tag would make two of it
		add(entries, "tags",
				String.join(",", this.attributes.tags().stream().filter((tag) -> !tag.contains(",")).toList()));
		this.attributes.metadata().forEach((key, value) -> {
			// Python would write any other to the next service as it is
			if (TOKEN.matcher(key).matches()) {
				add(entries, METADATA + key, cut(value));
			}
		});
		add(entries, "version", cut(this.attributes.version()));
		add(entries, "trace_name", cut(this.attributes.name()));
		add(entries, "environment", this.attributes.environment());
		return entries;
	}

	private static String encode(String text) {
		return UriUtils.encode(text, StandardCharsets.UTF_8);
	}

	private static void add(List<Map.Entry<String, String>> entries, String key, @Nullable String value) {
		if (StringUtils.hasLength(value)) {
			entries.add(Map.entry(key, value));
		}
	}

	private static @Nullable String cut(@Nullable String text) {
		return (text != null) ? Names.cut(text) : null;
	}

}
