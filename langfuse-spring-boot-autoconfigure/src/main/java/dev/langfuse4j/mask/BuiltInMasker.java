/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

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
	API_KEY,

	/**
	 * JSON Web Tokens.
	 */
	JWT,

	/**
	 * Numbers of payment cards, by issuer and check digit.
	 */
	CREDIT_CARD,

	/**
	 * International bank account numbers, by country, length and check digits.
	 */
	IBAN,

	/**
	 * E-mail addresses.
	 */
	EMAIL,

	/**
	 * Telephone numbers that begin with a plus sign or a zero.
	 */
	PHONE,

	/**
	 * IP addresses of both versions.
	 */
	IP_ADDRESS;

	/**
	 * Creates the masker.
	 * @return a masker whose work grows with the length of a text only, whatever the text
	 */
	public ContentMasker create() {
		// A switch expression would let the virtual machine load all classes to verify it
		switch (this) {
			case API_KEY:
				return new ApiKeyMasker();
			case JWT:
				return new JwtMasker();
			case CREDIT_CARD:
				return new CreditCardMasker();
			case IBAN:
				return new IbanMasker();
			case EMAIL:
				return new EmailMasker();
			case PHONE:
				return new PhoneMasker();
			default:
				return new IpAddressMasker();
		}
	}

}
