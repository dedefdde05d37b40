/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.List;

import dev.langfuse4j.lang.Internal;

/**
 * Masks the values of {@link SecretNames} in texts such as query strings, headers, JSON,
 * YAML, XML, command lines and the {@code toString} of a record. Thread-safe; the work
 * grows with the length of a text only.
 *
 * @since 0.1.0
 */
@Internal
public final class NamedSecretMasker implements ContentMasker {

	private final List<TriggeredMasker> forms;

	private final MaskerChain chain;

	/**
	 * Creates the masker.
	 * @param names the names
	 */
	public NamedSecretMasker(SecretNames names) {
		this.forms = List.of(new PairedSecrets(names), new SecretElements(names), new AssignedSecrets(names),
				new SecretOptions(names), new CookieTexts(names));
		this.chain = new MaskerChain(this.forms);
	}

	@Override
	public String mask(String text) {
		return this.chain.mask(text);
	}

	/**
	 * The maskers of which this consists, one for each form of text.
	 */
	List<TriggeredMasker> forms() {
		return this.forms;
	}

}
