/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.hibernate;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Shows what Hibernate has loaded, and of all else that it is not loaded: to ask would
 * query the database, or fail.
 *
 * @since 0.1.0
 */
@Internal
public final class HibernateConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public HibernateConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return PersistentCollection.class.isAssignableFrom(type) || HibernateProxy.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object convert(Object value) {
		if (value instanceof HibernateProxy proxy) {
			LazyInitializer initializer = proxy.getHibernateLazyInitializer();
			return initializer.isUninitialized() ? "<not loaded: " + nameOf(initializer.getEntityName()) + ">"
					: initializer.getImplementation();
		}
		if (!(value instanceof PersistentCollection<?> collection) || !collection.wasInitialized()) {
			return "<not loaded>";
		}
		return (value instanceof Map<?, ?> map) ? Collections.unmodifiableMap(map)
				: Collections.unmodifiableCollection((Collection<?>) value);
	}

	private static String nameOf(String entityName) {
		return ClassUtils.getShortName(entityName);
	}

}
