/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may see anything. It looks at each request, as an application
 * listens on all addresses by default.
 */
final class ConsoleGuard {

	/**
	 * Headers by which proxies, tunnels and sidecars are known, beside all that begin
	 * with {@code x-forwarded-}.
	 */
	private static final Set<String> FORWARDING = Set.of("forwarded", "via", "x-real-ip", "x-client-ip",
			"x-cluster-client-ip", "x-original-forwarded-for", "x-original-host", "x-envoy-external-address",
			"cf-connecting-ip", "true-client-ip", "fastly-client-ip", "fly-client-ip", "x-proxyuser-ip",
			"x-appengine-user-ip", "x-azure-clientip", "tailscale-user-login");

	private static final String ALLOW_REMOTE = "To allow this, set langfuse.console.allow-remote=true. The console shows the "
			+ "content of prompts.";

	private final ConsoleSettings settings;

	ConsoleGuard(ConsoleSettings settings) {
		this.settings = settings;
	}

	/**
	 * Returns why a request is refused.
	 * @return the answer, or {@code null} if the request may see everything
	 */
	@Nullable ConsoleAnswer refuse(ConsoleRequest request) {
		String reason = distance(request);
		if (reason != null) {
			return refusal(request, 403, reason);
		}
		if (!request.method().equals("GET")) {
			return refusal(request, 405, "The console only supports GET.").with("Allow", "GET");
		}
		if (!knowsToken(request)) {
			return refusal(request, 401,
					"Open the console with the address in the application's log. The token changes "
							+ "with each start. To disable tokens, set langfuse.console.token=off.")
				.with("WWW-Authenticate", "Bearer realm=\"langfuse-console\"");
		}
		return null;
	}

	private @Nullable String distance(ConsoleRequest request) {
		boolean remote = this.settings.allowRemote();
		if (!remote && !Addresses.isLoopback(request.remoteAddress())) {
			return "The console only accepts requests from the same machine. If the application "
					+ "runs in a container, the browser of the host is another machine. " + ALLOW_REMOTE;
		}
		if (!remote && (request.isForwarded() || request.headerNames().stream().anyMatch(ConsoleGuard::isForwarding))) {
			return "The request was forwarded by a proxy, a tunnel or a sidecar, so it may come " + "from any machine. "
					+ ALLOW_REMOTE;
		}
		String host = Addresses.host(request.host());
		if (!isOurs(host)) {
			return "The name in the header Host is not allowed. To use that name, add it to "
					+ "langfuse.console.allowed-hosts.";
		}
		// A page of another site may send requests, and read answers where the
		// application allows it
		return isCrossSite(request) ? "The console does not accept requests of other sites." : null;
	}

	/**
	 * Whether a host name is known. Another name may lead to this machine, too, and a
	 * page under that name could read the responses.
	 */
	private boolean isOurs(@Nullable String host) {
		if (host == null) {
			return false;
		}
		return Addresses.isLoopbackName(host) || this.settings.allowedHosts().contains(host)
				|| (this.settings.allowRemote() && Addresses.isLiteral(host));
	}

	private static boolean isForwarding(String header) {
		String name = header.toLowerCase(Locale.ROOT);
		return name.startsWith("x-forwarded-") || FORWARDING.contains(name);
	}

	private static boolean isCrossSite(ConsoleRequest request) {
		String site = request.header("Sec-Fetch-Site");
		boolean navigation = "navigate".equals(request.header("Sec-Fetch-Mode"));
		if (site != null && !navigation && !site.equals("same-origin") && !site.equals("none")) {
			return true;
		}
		String origin = request.header("Origin");
		String host = request.host();
		return origin != null && (host == null || !origin.endsWith("://" + host));
	}

	/**
	 * The one cookie for each port: cookies do not tell ports apart.
	 */
	static String cookie(ConsoleRequest request) {
		return "langfuse-console-" + request.localPort();
	}

	private boolean knowsToken(ConsoleRequest request) {
		String token = this.settings.token();
		if (token == null) {
			return true;
		}
		boolean known = isEqual(token, request.parameter("token"));
		for (String header : request.headers("Authorization")) {
			known |= header.startsWith("Bearer ") && isEqual(token, header.substring("Bearer ".length()).trim());
		}
		String prefix = cookie(request) + "=";
		for (String header : request.headers("Cookie")) {
			for (String cookie : header.split(";")) {
				known |= cookie.trim().startsWith(prefix) && isEqual(token, cookie.trim().substring(prefix.length()));
			}
		}
		return known;
	}

	/**
	 * Compares all characters, whichever differs first.
	 */
	static boolean isEqual(String token, @Nullable String other) {
		return other != null && MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8),
				other.getBytes(StandardCharsets.UTF_8));
	}

	private static ConsoleAnswer refusal(ConsoleRequest request, int status, String text) {
		return request.path().startsWith(Console.API) ? Json.error(status, text) : ConsoleAnswer.text(status, text);
	}

}
