/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

/**
 * Sends webhooks to an application with a web server, as Langfuse does.
 */
public final class WebhookSender {

	/**
	 * The secret of all signatures.
	 */
	public static final String SECRET = "lf-whsec_test";

	private final HttpClient client = HttpClient.newHttpClient();

	private final String path;

	public WebhookSender(String path) {
		this.path = path;
	}

	/**
	 * Sends a webhook.
	 * @param signature its signature, or {@code null} for none
	 * @return the status of the response
	 */
	public int post(ApplicationContext application, @Nullable String signature, String body)
			throws IOException, InterruptedException {
		String port = application.getEnvironment().getProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + this.path))
			.POST(BodyPublishers.ofString(body));
		if (signature != null) {
			request.header("x-langfuse-signature", signature);
		}
		return this.client.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	public static String sign(String body) throws GeneralSecurityException {
		return sign(body, Instant.now());
	}

	public static String sign(String body, Instant time) throws GeneralSecurityException {
		long seconds = time.getEpochSecond();
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		mac.update((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
		return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal());
	}

}
