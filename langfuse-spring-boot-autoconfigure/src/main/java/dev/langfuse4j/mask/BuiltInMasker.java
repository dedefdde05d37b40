/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;

/**
 * The maskers that need only be switched on. Applications name them in the property
 * {@code langfuse.capture.maskers}, and refer to this type nowhere.
 *
 * @since 0.1.0
 */
@Internal
public enum BuiltInMasker {

	/**
	 * Keys of cloud and model providers, private keys, passwords in URLs.
	 */
	API_KEY(ApiKeyMasker::new),

	/**
	 * JSON Web Tokens.
	 */
	JWT(JwtMasker::new),

	/**
	 * Numbers of payment cards, by issuer and check digit.
	 */
	CREDIT_CARD(CreditCardMasker::new),

	/**
	 * International bank account numbers, by country, length and check digits.
	 */
	IBAN(IbanMasker::new),

	/**
	 * E-mail addresses.
	 */
	EMAIL(EmailMasker::new),

	/**
	 * Telephone numbers that begin with a plus sign or a zero.
	 */
	PHONE(PhoneMasker::new),

	/**
	 * IP addresses of both versions.
	 */
	IP_ADDRESS(IpAddressMasker::new);

	private final Supplier<ContentMasker> factory;

	BuiltInMasker(Supplier<ContentMasker> factory) {
		this.factory = factory;
	}

	/**
	 * Creates the masker.
	 * @return a masker whose work grows with the length of a text only, whatever the text
	 */
	public ContentMasker create() {
		return this.factory.get();
	}

}
