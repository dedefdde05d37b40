/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reads the address of a server as users write it. No message quotes it: it may hold a
 * password.
 */
final class ServerUrl {

	/**
	 * Start of the API path. If a URL contains it, the server is the part before it.
	 */
	private static final String API = "/api/public";

	private static final String TRACES = "/v1/traces";

	private ServerUrl() {
	}

	/**
	 * The address of a Langfuse server, without a trailing slash. A path before that of
	 * the API stays.
	 */
	static URI langfuse(String property, String text) {
		String address = StringUtils.trimTrailingCharacter(text.trim(), '/');
		URI url = parse(address);
		if (url == null) {
			throw new InvalidLangfusePropertyException(property, "is not the URL of a server",
					"Set it to a URL of the form https://cloud.langfuse.com or http://localhost:3000, "
							+ "with a port from 1 to 65535, without query and fragment.");
		}
		refuseUserInfo(property, url, "Set the keys in langfuse.public-key and langfuse.secret-key.");
		int api = (address + '/').indexOf(API + '/', address.indexOf("//") + 2);
		return URI.create(StringUtils.trimTrailingCharacter((api > 0) ? address.substring(0, api) : address, '/'));
	}

	/**
	 * Returns the URL at which a Collector accepts traces, with the usual path if the
	 * given URL has none.
	 */
	static URI collector(String property, String text) {
		String address = StringUtils.trimTrailingCharacter(text.trim(), '/');
		URI url = parse(address);
		if (url == null) {
			throw new InvalidLangfusePropertyException(property, "is not the URL of a Collector",
					"Set it to a URL of the form http://collector:4318/v1/traces, with a port from 1 to 65535, "
							+ "without query and fragment.");
		}
		refuseUserInfo(property, url, "Set the credentials of the Collector in langfuse.export.headers.");
		if (address.contains(API)) {
			throw new InvalidLangfusePropertyException(property, "is the URL of a Langfuse server",
					"Set langfuse.base-url to the server instead. The keys are never sent to a Collector.");
		}
		return url.getRawPath().isEmpty() ? URI.create(address + TRACES) : url;
	}

	private static void refuseUserInfo(String property, URI url, String cure) {
		if (url.getRawUserInfo() != null) {
			throw new InvalidLangfusePropertyException(property, "contains a user",
					"Remove the part before the '@'. " + cure);
		}
	}

	private static @Nullable URI parse(String address) {
		try {
			URI url = new URI(address);
			boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
			boolean reachable = url.getHost() != null && (url.getPort() == -1 || isPort(url.getPort()));
			return (web && reachable && url.getRawQuery() == null && url.getRawFragment() == null) ? url : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	static boolean isPort(int port) {
		return port >= 1 && port <= 65_535;
	}

}
