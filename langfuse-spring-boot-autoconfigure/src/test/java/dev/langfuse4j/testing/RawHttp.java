/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Requests with whatever headers, from whatever address of this machine: clients of the
 * JDK set some of them themselves.
 */
public final class RawHttp {

	private RawHttp() {
	}

	/**
	 * Sends a request and reads all of the answer.
	 * @param headers further headers, as they are sent
	 */
	public static Answer get(InetAddress address, int port, String path, String... headers) throws IOException {
		return send("GET", address, port, path, headers);
	}

	public static Answer get(int port, String path, String... headers) throws IOException {
		return get(InetAddress.getLoopbackAddress(), port, path, headers);
	}

	public static Answer send(String method, InetAddress address, int port, String path, String... headers)
			throws IOException {
		try (Socket socket = open(method, address, port, path, headers)) {
			return read(socket.getInputStream());
		}
	}

	/**
	 * Sends a request of which nothing is read yet.
	 */
	public static Socket open(String method, InetAddress address, int port, String path, String... headers)
			throws IOException {
		Socket socket = new Socket(address, port);
		socket.setSoTimeout(10_000);
		StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
		boolean host = false;
		for (String header : headers) {
			request.append(header).append("\r\n");
			host |= header.toLowerCase(Locale.ROOT).startsWith("host:");
		}
		request.append(host ? "" : "Host: localhost:" + port + "\r\n").append("\r\n");
		socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
		socket.getOutputStream().flush();
		return socket;
	}

	private static Answer read(InputStream in) throws IOException {
		byte[] all = in.readAllBytes();
		String text = new String(all, StandardCharsets.ISO_8859_1);
		int end = text.indexOf("\r\n\r\n");
		String[] lines = text.substring(0, end).split("\r\n");
		Map<String, String> headers = new LinkedHashMap<>();
		for (int i = 1; i < lines.length; i++) {
			int colon = lines[i].indexOf(':');
			headers.put(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).trim());
		}
		String body = text.substring(end + 4);
		if ("chunked".equals(headers.get("transfer-encoding"))) {
			body = dechunk(body);
		}
		return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers,
				new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
	}

	private static String dechunk(String body) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int at = 0;
		while (at < body.length()) {
			int line = body.indexOf("\r\n", at);
			int length = Integer.parseInt(body.substring(at, line).trim(), 16);
			out.write(body.substring(line + 2, line + 2 + length).getBytes(StandardCharsets.ISO_8859_1));
			at = line + 2 + length + 2;
			if (length == 0) {
				break;
			}
		}
		return out.toString(StandardCharsets.ISO_8859_1);
	}

	/**
	 * An address of this machine that is not loopback, from which requests then come,
	 * too.
	 */
	public static @Nullable InetAddress otherAddress() throws SocketException {
		return NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> !address.isLoopbackAddress() && address.getAddress().length == 4)
			.findFirst()
			.orElse(null);
	}

	/**
	 * An answer.
	 *
	 * @param status the status
	 * @param headers the headers by their names in lower case
	 * @param body the body
	 */
	public record Answer(int status, Map<String, String> headers, String body) {

	}

}
