package dev.langfuse4j.http;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Where a Langfuse project is and how to get in, or where an OpenTelemetry Collector is,
 * which never gets our keys. Wiring.
 *
 * @param baseUrl the server's address, without a trailing slash; of a Collector, where it
 * takes traces
 * @param credentials the key pair, asked for at each request so that a corrected one is
 * used without a restart; {@code null} for a Collector
 * @param timeout the time a request may take as a whole
 * @param options how to get there
 */
public record Connection(URI baseUrl, @Nullable Supplier<Credentials> credentials, Duration timeout,
		ConnectionOptions options) {

	/**
	 * A connection with the options of an application that configures nothing.
	 * @param baseUrl the server's address
	 * @param credentials the key pair
	 * @param timeout the time a request may take as a whole
	 */
	public Connection(URI baseUrl, Supplier<Credentials> credentials, Duration timeout) {
		this(baseUrl, credentials, timeout, ConnectionOptions.defaults());
	}

	/**
	 * The beginning of the public key, by which its owner recognizes it.
	 * @return the beginning, {@code none} without keys
	 */
	public String keyPrefix() {
		return (this.credentials != null) ? this.credentials.get().keyPrefix() : "none";
	}

	/**
	 * Whose observations go there: what waits for one identity is not for another.
	 * @return the public key, else the address
	 */
	public String identity() {
		return (this.credentials != null) ? this.credentials.get().publicKey() : this.baseUrl.toString();
	}

	/**
	 * Names the server only.
	 */
	@Override
	public String toString() {
		return "Connection[" + this.baseUrl.getHost() + "]";
	}

}
