/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import dev.langfuse4j.capture.TextLimit;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps names within what a Langfuse server stores: a trace name of more than 1,000
 * characters loses the trace on servers of version 3; the official SDKs cut at 200. They
 * are cut twice as contents are: roughly when they are set, and exactly when they have
 * been masked, as a masker must see a secret whole.
 *
 * @since 0.1.0
 */
@Internal
public final class Names {

	/**
	 * The characters that a name may have.
	 */
	public static final int MAX_LENGTH = 200;

	private Names() {
	}

	/**
	 * The first cut.
	 * @param name the name
	 * @return the name with what a masker must see, or an empty one
	 */
	public static String precut(@Nullable String name) {
		return (name != null) ? TextLimit.precut(name, MAX_LENGTH) : "";
	}

	/**
	 * The last cut.
	 * @param name the name as the first cut left it
	 * @param masked the masked name
	 * @return the name a server gets
	 */
	public static String cut(String name, String masked) {
		boolean whole = !TextLimit.mayBePrecut(name, MAX_LENGTH);
		return (whole && masked.length() <= MAX_LENGTH) ? masked
				: masked.substring(0, TextLimit.end(name, whole, masked, MAX_LENGTH));
	}

	/**
	 * The name of somebody else, who gets it unmasked.
	 * @param name the name
	 * @return the name within what a server stores
	 */
	public static String cut(String name) {
		return (name.length() <= MAX_LENGTH) ? name : name.substring(0, TextLimit.end(name, true, name, MAX_LENGTH));
	}

}
