package dev.langfuse4j.trace;

import org.jspecify.annotations.Nullable;

/**
 * Keeps names within what a Langfuse server stores: a trace name of more than 1,000
 * characters loses the trace on servers of version 3; the official SDKs cut at 200.
 */
final class Limits {

	private static final int NAME = 200;

	private Limits() {
	}

	static String name(@Nullable String name) {
		if (name == null) {
			return "";
		}
		if (name.length() <= NAME) {
			return name;
		}
		return name.substring(0, Character.isHighSurrogate(name.charAt(NAME - 1)) ? NAME - 1 : NAME);
	}

}
