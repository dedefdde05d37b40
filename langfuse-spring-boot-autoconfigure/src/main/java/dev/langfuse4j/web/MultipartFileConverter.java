/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;

import org.springframework.web.multipart.MultipartFile;

/**
 * Shows an uploaded file by name, type and size.
 *
 * @since 0.1.0
 */
@Internal
public final class MultipartFileConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public MultipartFileConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return MultipartFile.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		MultipartFile file = (MultipartFile) value;
		return "<file: " + file.getOriginalFilename() + ", " + file.getContentType() + ", " + file.getSize()
				+ " bytes>";
	}

}
