package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * TLS on the way to the server.
 */
@Internal
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
