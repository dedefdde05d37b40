/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.io.IOException;
import java.util.Properties;

import dev.langfuse4j.lang.Internal;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The version of this library, as it is sent to the server.
 *
 * @since 0.1.0
 */
@Internal
public final class SdkVersion {

	private static final String VERSION = load();

	private SdkVersion() {
	}

	/**
	 * The version.
	 * @return the version, {@code unknown} if the build left it out
	 */
	public static String get() {
		return VERSION;
	}

	private static String load() {
		try {
			Properties properties = PropertiesLoaderUtils
				.loadProperties(new ClassPathResource("sdk.properties", SdkVersion.class));
			return properties.getProperty("version", "unknown");
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

}
