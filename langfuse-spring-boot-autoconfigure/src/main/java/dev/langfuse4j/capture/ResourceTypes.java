/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JacksonSerializable;

/**
 * Determines which classes act rather than hold data. Their values are shown by the class
 * name.
 */
final class ResourceTypes {

	/*
	 * To call their getters could consume a request, open a connection, ask a database or
	 * walk an application context. AutoCloseable covers streams, readers, connections and
	 * contexts.
	 */
	private static final Set<String> RESOURCES = Set.of("java.lang.AutoCloseable", "java.lang.ClassLoader",
			"java.lang.Thread", "java.util.Iterator", "java.util.Enumeration", "java.util.Spliterator",
			"java.util.concurrent.Future", "java.util.concurrent.CompletionStage", "java.util.concurrent.Executor",
			"java.util.concurrent.Flow$Publisher", "org.reactivestreams.Publisher", "javax.sql.DataSource",
			"org.slf4j.Logger", "org.apache.commons.logging.Log", "java.util.logging.Logger", "java.sql.Wrapper",
			"java.sql.Array", "java.sql.Blob", "java.sql.Clob", "java.sql.SQLXML", "java.sql.Ref", "java.sql.RowId",
			"java.sql.Struct", "java.sql.Driver", "java.sql.Savepoint", "kotlin.Lazy",
			"org.springframework.data.repository.Repository", "org.hibernate.collection.spi.PersistentCollection",
			"org.hibernate.proxy.HibernateProxy", "org.eclipse.persistence.indirection.IndirectContainer");

	private static final String[] RESOURCE_PACKAGES = { "jakarta.jms.", "jakarta.mail.", "jakarta.servlet.",
			"org.springframework.aop.", "org.springframework.beans.", "org.springframework.context.",
			"org.springframework.core.io.", "org.springframework.http.server.", "org.springframework.ui.",
			"org.springframework.validation.", "org.springframework.web.", "io.netty." };

	/**
	 * The kinds of things that a framework's own objects hold. A schema of JSON is a
	 * document.
	 */
	private static final Pattern LIVE = Pattern
		.compile("(?!.*Json).*(Context|Connection|Scheduler|Schema|Session)(Factory|Holder|Manager|Pool|Registry)?");

	private static final Class<?>[] VALUES = { Annotation.class, CharSequence.class, Collection.class, Date.class,
			Enum.class, JacksonSerializable.class, Map.class, Number.class, TemporalAccessor.class, Throwable.class };

	private final ApplicationClasses application;

	ResourceTypes(ApplicationClasses application) {
		this.application = application;
	}

	/**
	 * Whether the class name stands for a value.
	 */
	boolean contains(Class<?> type) {
		return isAlwaysMarker(type) || (isForeign(type) && isLive(type));
	}

	/**
	 * Whether values of a declared type are shown as markers, of whatever class they are.
	 * A lambda has nothing to show.
	 */
	static boolean isAlwaysMarker(Class<?> type) {
		return type == byte[].class || ByteBuffer.class.isAssignableFrom(type) || type.isHidden() || type.isSynthetic()
				|| isResource(type);
	}

	/**
	 * Whether this may be read only once, or ask a database anew each time.
	 */
	static boolean isIterable(Class<?> type) {
		return Iterable.class.isAssignableFrom(type) && !Collection.class.isAssignableFrom(type)
				&& !Path.class.isAssignableFrom(type) && !JacksonSerializable.class.isAssignableFrom(type);
	}

	/**
	 * Whether this is a library's class that is not made to be read as a whole, as
	 * records, maps and texts are.
	 */
	boolean isForeign(Class<?> type) {
		if (type.isRecord() || type.isArray() || type.isPrimitive() || ApplicationClasses.isPlatform(type)) {
			return false;
		}
		for (Class<?> values : VALUES) {
			if (values.isAssignableFrom(type)) {
				return false;
			}
		}
		return !this.application.contains(type);
	}

	/**
	 * Whether a library's class is, or leads to, a context, a connection, a scheduler, a
	 * schema or a session.
	 */
	private boolean isLive(Class<?> type) {
		if (isLiveName(type)) {
			return true;
		}
		for (Method method : type.getMethods()) {
			Class<?> result = method.getReturnType();
			if (method.getParameterCount() == 0 && method.getName().startsWith("get")
					&& (LIVE.matcher(result.getSimpleName()).matches()
							|| result.getName().equals("javax.sql.DataSource"))
					&& !this.application.contains(result)) {
				return true;
			}
		}
		return false;
	}

	private boolean isLiveName(@Nullable Class<?> type) {
		if (type == null || this.application.contains(type)) {
			return false;
		}
		if (LIVE.matcher(type.getSimpleName()).matches() || isLiveName(type.getSuperclass())) {
			return true;
		}
		for (Class<?> implemented : type.getInterfaces()) {
			if (isLiveName(implemented)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isResource(@Nullable Class<?> type) {
		if (type == null) {
			return false;
		}
		if (isResourceName(type.getName()) || isResource(type.getSuperclass())) {
			return true;
		}
		for (Class<?> implemented : type.getInterfaces()) {
			if (isResource(implemented)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isResourceName(String name) {
		if (RESOURCES.contains(name)) {
			return true;
		}
		for (String prefix : RESOURCE_PACKAGES) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
