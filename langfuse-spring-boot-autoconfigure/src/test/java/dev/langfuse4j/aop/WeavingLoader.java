/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;

import org.aspectj.weaver.loadtime.Aj;

import org.springframework.core.OverridingClassLoader;

/**
 * Loads a class and those nested in it anew, woven as AspectJ's agent would.
 */
final class WeavingLoader extends OverridingClassLoader {

	private final Class<?> outermost;

	private final String configuration;

	private final Aj weaver = new Aj();

	WeavingLoader(Class<?> outermost, String configuration) {
		super(outermost.getClassLoader());
		this.outermost = outermost;
		this.configuration = configuration;
	}

	Class<?> load(Class<?> nested) throws ClassNotFoundException {
		return loadClass(nested.getName());
	}

	@Override
	protected boolean isEligibleForOverriding(String className) {
		return className.startsWith(this.outermost.getName());
	}

	@Override
	protected byte[] transformIfNecessary(String name, byte[] bytes) {
		byte[] woven = this.weaver.preProcess(name, bytes, this, null);
		return (woven != null) ? woven : bytes;
	}

	@Override
	public Enumeration<URL> getResources(String name) throws IOException {
		return super.getResources(name.equals("META-INF/aop.xml") ? this.configuration : name);
	}

}
