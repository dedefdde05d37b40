package dev.langfuse4j.benchmark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server that takes everything and counts it, in a process of its own: its work is not
 * that of the application. {@code GET} tells the counts.
 */
public final class CountingSink {

	static final String PORT = "Port:";

	private static final byte[] SPAN = "\"spanId\":".getBytes(StandardCharsets.US_ASCII);

	private final AtomicLong requests = new AtomicLong();

	private final AtomicLong wireBytes = new AtomicLong();

	private final AtomicLong jsonBytes = new AtomicLong();

	private final AtomicLong spans = new AtomicLong();

	/**
	 * Runs until the process is destroyed.
	 * @param args none
	 * @throws IOException if there is no port
	 */
	public static void main(String[] args) throws IOException {
		// Or each answer waits for the delayed acknowledgement of its headers, 40 ms
		System.setProperty("sun.net.httpserver.nodelay", "true");
		CountingSink sink = new CountingSink();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", sink::handle);
		server.setExecutor(Executors.newCachedThreadPool());
		server.start();
		System.out.println(PORT + server.getAddress().getPort());
	}

	private void handle(HttpExchange exchange) throws IOException {
		String answer = "{}";
		if (exchange.getRequestMethod().equals("GET")) {
			answer = this.requests + " " + this.wireBytes + " " + this.jsonBytes + " " + this.spans;
		}
		else {
			count(exchange);
		}
		byte[] body = answer.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, body.length);
		try (OutputStream output = exchange.getResponseBody()) {
			output.write(body);
		}
	}

	private void count(HttpExchange exchange) throws IOException {
		boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		byte[] wire = exchange.getRequestBody().readAllBytes();
		byte[] json = wire;
		if (compressed) {
			try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(wire))) {
				json = input.readAllBytes();
			}
		}
		this.requests.incrementAndGet();
		this.wireBytes.addAndGet(wire.length);
		this.jsonBytes.addAndGet(json.length);
		this.spans.addAndGet(countSpans(json));
	}

	/**
	 * Inside a text the quotation marks would be escaped.
	 */
	private static int countSpans(byte[] json) {
		int count = 0;
		for (int i = 0; i <= json.length - SPAN.length; i++) {
			int j = 0;
			while (j < SPAN.length && json[i + j] == SPAN[j]) {
				j++;
			}
			count += (j == SPAN.length) ? 1 : 0;
		}
		return count;
	}

}
