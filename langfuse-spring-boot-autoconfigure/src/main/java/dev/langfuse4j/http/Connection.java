package dev.langfuse4j.http;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Where a Langfuse project is and how to get in. Wiring.
 *
 * @param baseUrl the server's address, without a trailing slash
 * @param credentials the key pair, asked for at each request so that a corrected one is
 * used without a restart
 * @param timeout the time a request may take as a whole
 */
public record Connection(URI baseUrl, Supplier<Credentials> credentials, Duration timeout) {

	/**
	 * Names the server only.
	 */
	@Override
	public String toString() {
		return "Connection[" + this.baseUrl.getHost() + "]";
	}

}
