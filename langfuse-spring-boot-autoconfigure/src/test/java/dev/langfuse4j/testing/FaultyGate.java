/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a server and does what networks and servers do when they fail. Over real
 * sockets on loopback.
 */
public final class FaultyGate implements AutoCloseable {

	private final ServerSocket gate;

	private volatile URI server;

	private final ExecutorService executor = Executors.newCachedThreadPool((work) -> {
		Thread thread = new Thread(work, "faulty-gate");
		thread.setDaemon(true);
		return thread;
	});

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private volatile Mode mode = Mode.PASS;

	public FaultyGate(String server) {
		this.server = URI.create(server);
		try {
			this.gate = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.executor.execute(this::accept);
	}

	public String url() {
		return this.server.getScheme() + "://localhost:" + this.gate.getLocalPort();
	}

	/**
	 * Leads to another server from now on; open connections end.
	 */
	public void leadTo(String server) {
		this.server = URI.create(server);
		this.sockets.forEach(FaultyGate::close);
	}

	/**
	 * Fails so from now on; open connections end, unless they are to hang.
	 */
	public void mode(Mode mode) {
		this.mode = mode;
		if (mode != Mode.HANG) {
			this.sockets.forEach(FaultyGate::close);
		}
	}

	@Override
	public void close() {
		mode(Mode.RESET);
		try {
			this.gate.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.executor.shutdownNow();
	}

	private void accept() {
		while (!this.gate.isClosed()) {
			try {
				Socket client = this.gate.accept();
				this.sockets.add(client);
				this.executor.execute(() -> handle(client));
			}
			catch (IOException ex) {
				// The gate is closed
			}
		}
	}

	private void handle(Socket client) {
		try (client) {
			client.setTcpNoDelay(true);
			switch (this.mode) {
				case PASS, SLOW, HANG_MID_BODY -> pass(client);
				case HANG -> hang(client);
				case GARBAGE -> answer(client, "\u0000\u0001 this is not HTTP \r\n\r\n");
				case RESET -> {
					client.getInputStream().read();
					client.setSoLinger(true, 0);
				}
				default -> throw new IllegalStateException("Unknown mode");
			}
		}
		catch (IOException ex) {
			// As it is with faults
		}
		finally {
			this.sockets.remove(client);
		}
	}

	private void pass(Socket client) throws IOException {
		try (Socket upstream = new Socket(this.server.getHost(), this.server.getPort())) {
			upstream.setTcpNoDelay(true);
			this.sockets.add(upstream);
			try {
				this.executor.execute(() -> copyQuietly(upstream, client));
				copy(client, upstream);
			}
			finally {
				this.sockets.remove(upstream);
			}
		}
	}

	private void copyQuietly(Socket from, Socket to) {
		try {
			copy(from, to);
		}
		catch (IOException ex) {
			// As it is with faults
		}
		finally {
			close(to);
		}
	}

	private void copy(Socket from, Socket to) throws IOException {
		InputStream in = from.getInputStream();
		OutputStream out = to.getOutputStream();
		byte[] buffer = new byte[16_384];
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			if (this.mode == Mode.HANG) {
				hang(from);
			}
			if (this.mode == Mode.SLOW) {
				sleep(100);
			}
			boolean cut = this.mode == Mode.HANG_MID_BODY && buffer[read - 1] == '}';
			out.write(buffer, 0, cut ? read - 5 : read);
			out.flush();
			if (cut) {
				hang(from);
			}
		}
	}

	private void hang(Socket socket) {
		Mode hanging = this.mode;
		while (this.mode == hanging && !socket.isClosed()) {
			sleep(10);
		}
	}

	private static void answer(Socket client, String text) throws IOException {
		client.getInputStream().read(new byte[65_536]);
		client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		client.getOutputStream().flush();
	}

	private static void sleep(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// It is closed
		}
	}

	/**
	 * The behaviour of the gate.
	 */
	public enum Mode {

		PASS, SLOW, HANG, HANG_MID_BODY, RESET, GARBAGE

	}

}
