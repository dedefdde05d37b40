/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import dev.langfuse4j.lang.Internal;

/**
 * A kind of request that a delivery sends.
 *
 * @since 0.1.0
 */
@Internal
public interface RequestKind {

	/**
	 * Returns the path of requests of this kind.
	 * @return the path below the server's address
	 */
	String path();

	/**
	 * Returns the plural noun for the items in log lines.
	 * @return a noun in the plural
	 */
	String items();

	/**
	 * Returns the plural noun for the content in log lines.
	 * @return a noun in the plural
	 */
	default String contents() {
		return items();
	}

	/**
	 * Returns the number that identifies this kind of request on disk.
	 * @return a number from 0 to 7, the same in all versions
	 */
	default int code() {
		return 0;
	}

	/**
	 * Creates a payload from a stored request.
	 * @param count the number of items
	 * @param format the format of the body
	 * @param body the request's body
	 * @return the payload, which can be sent without being parsed
	 */
	Payload stored(int count, BodyFormat format, byte[] body);

}
