/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import dev.langfuse4j.lang.Internal;

/**
 * The format of a request's body.
 *
 * @since 0.1.0
 */
@Internal
public enum BodyFormat {

	/**
	 * JSON.
	 */
	JSON(0, "application/json"),

	/**
	 * Protobuf.
	 */
	PROTOBUF(1, "application/x-protobuf");

	private final int code;

	private final String contentType;

	BodyFormat(int code, String contentType) {
		this.code = code;
		this.contentType = contentType;
	}

	/**
	 * By what the format is told from others on disk.
	 * @return a number from 0 to 63, the same in all versions
	 */
	public int code() {
		return this.code;
	}

	/**
	 * The content type by which servers know it.
	 * @return the content type
	 */
	public String contentType() {
		return this.contentType;
	}

	static BodyFormat of(int code) {
		for (BodyFormat format : values()) {
			if (format.code == code) {
				return format;
			}
		}
		throw new IllegalArgumentException("No format of this version: " + code);
	}

}
