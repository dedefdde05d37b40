/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The certificates of an SSL bundle, also after it was reloaded. Thread-safe.
 */
final class ReloadableTls implements Supplier<SSLContext> {

	private static final Log logger = LogFactory.getLog(LangfuseAutoConfiguration.class);

	private final String name;

	private final SslBundle initial;

	private @Nullable SSLContext context;

	/**
	 * Follows a bundle.
	 * @param name the name of a bundle that there is
	 * @param bundles the bundles
	 */
	ReloadableTls(String name, SslBundles bundles) {
		this.name = name;
		this.initial = bundles.getBundle(name);
		bundles.addBundleUpdateHandler(name, this::reloaded);
	}

	/**
	 * The context as it is now, the same one until the bundle is reloaded.
	 */
	@Override
	public synchronized SSLContext get() {
		if (this.context == null) {
			this.context = this.initial.createSslContext();
		}
		return this.context;
	}

	/**
	 * Uses a reloaded bundle, on a thread of Spring Boot's, which must not see it fail.
	 */
	private void reloaded(SslBundle bundle) {
		try {
			use(bundle.createSslContext());
			logger.info("Langfuse: SSL bundle '" + this.name + "' was reloaded. New connections use it");
		}
		catch (RuntimeException ex) {
			logger.error("Langfuse: SSL bundle '" + this.name
					+ "' (langfuse.ssl.bundle) cannot be used after it was reloaded (" + ex.getClass().getName()
					+ "). Connections use the former certificates");
		}
	}

	private synchronized void use(SSLContext reloaded) {
		this.context = reloaded;
	}

}
