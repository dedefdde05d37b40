/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * The names of a method's parameters, with everything that can be said of them before a
 * call, and the usual size of its arguments. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ArgumentNames {

	final String[] names;

	/**
	 * Whether the name at the same index is that of a secret.
	 */
	final boolean[] secret;

	/**
	 * Whether the value of a pair may be among the arguments, whose name is another one.
	 */
	final boolean pairs;

	final ExpectedSize size = new ExpectedSize();

	ArgumentNames(String[] names, Redactions redactions) {
		this.names = names.clone();
		this.secret = new boolean[names.length];
		boolean found = false;
		for (int i = 0; i < names.length; i++) {
			this.secret[i] = redactions.isSecretName(names[i]);
			found |= SecretPairs.isValue(names[i]);
		}
		this.pairs = found;
	}

}
