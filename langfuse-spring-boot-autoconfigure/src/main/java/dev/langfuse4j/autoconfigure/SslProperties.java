package dev.langfuse4j.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * TLS on the way to the server.
 */
public class SslProperties {

	/**
	 * Name of the SSL bundle with the certificates to trust, and the one to show. The
	 * default is what the JDK trusts.
	 */
	private @Nullable String bundle;

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

}
