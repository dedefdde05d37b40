/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * Stands for another version of a library: loads its types, but finds other bytes for one
 * of them, or none.
 */
public final class OtherVersions extends ClassLoader {

	private final String resource;

	private final byte @Nullable [] bytes;

	public OtherVersions(String type, byte @Nullable [] bytes) {
		super(OtherVersions.class.getClassLoader());
		this.resource = type.replace('.', '/') + ".class";
		this.bytes = bytes;
	}

	@Override
	public @Nullable InputStream getResourceAsStream(String name) {
		if (!name.equals(this.resource)) {
			return super.getResourceAsStream(name);
		}
		return (this.bytes != null) ? new ByteArrayInputStream(this.bytes) : null;
	}

}
