/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

/**
 * The body of a request as it waits in memory.
 *
 * @param bytes the bytes
 * @param compressed whether they are compressed with gzip
 */
record RequestBody(byte[] bytes, boolean compressed) {

	/**
	 * Returns the compressed body, which is this one if it is compressed.
	 */
	RequestBody compress() {
		return this.compressed ? this : new RequestBody(Gzip.compress(this.bytes), true);
	}

	/**
	 * Returns the uncompressed body, which is this one if it is not compressed.
	 */
	RequestBody expand() {
		return this.compressed ? new RequestBody(Gzip.expand(this.bytes), false) : this;
	}

	/**
	 * Shows no content.
	 */
	@Override
	public String toString() {
		return "RequestBody[" + this.bytes.length + " bytes]";
	}

}
