/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;

import dev.langfuse4j.lang.Internal;

/**
 * The request that a payload makes right now.
 *
 * @param path the path below the server's address
 * @param body what to send
 * @param format the format of the body
 * @param compressed whether the body is compressed with gzip
 * @param pause how long the next request of this kind waits at least
 * @since 0.1.0
 */
@Internal
public record PayloadRequest(String path, byte[] body, BodyFormat format, boolean compressed, Duration pause) {

	/**
	 * Names the path only: the body is content.
	 */
	@Override
	public String toString() {
		return "PayloadRequest[" + this.path + "]";
	}

}
