package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;

/**
 * Properties for the health indicator.
 */
@Internal
public class HealthProperties {

	/**
	 * Whether the application is down while Langfuse cannot be reached or does not let it
	 * in.
	 */
	private boolean downOnFailure = false;

	public boolean isDownOnFailure() {
		return this.downOnFailure;
	}

	public void setDownOnFailure(boolean downOnFailure) {
		this.downOnFailure = downOnFailure;
	}

}
