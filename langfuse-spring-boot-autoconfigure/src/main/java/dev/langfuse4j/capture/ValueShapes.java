package dev.langfuse4j.capture;

import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIdentityReference;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.langfuse4j.capture.ValueShape.Kind;
import dev.langfuse4j.capture.ValueShape.Property;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;
import tools.jackson.databind.ser.jackson.JsonValueSerializer;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Decides the {@link ValueShape} of each class and remembers it with the class. Jackson
 * says which properties a bean has; what is a resource and no data is decided here.
 */
final class ValueShapes {

	private static final Class<?>[] TEXTS = { CharSequence.class, Character.class, Number.class, UUID.class,
			TemporalAccessor.class, TemporalAmount.class, ZoneId.class, Locale.class, Currency.class, TimeZone.class,
			Pattern.class, Path.class, java.net.URI.class, java.net.URL.class, java.net.InetAddress.class,
			java.io.File.class };

	/*
	 * Things that act rather than hold data: to call their getters could consume a
	 * request, open a connection, ask a database or walk an application context.
	 * AutoCloseable covers streams, readers, connections and contexts.
	 */
	private static final Set<String> RESOURCES = Set.of("java.lang.AutoCloseable", "java.lang.ClassLoader",
			"java.lang.Thread", "java.util.Iterator", "java.util.Enumeration", "java.util.Spliterator",
			"java.util.concurrent.Future", "java.util.concurrent.CompletionStage", "java.util.concurrent.Executor",
			"java.util.concurrent.Flow$Publisher", "org.reactivestreams.Publisher", "javax.sql.DataSource",
			"org.slf4j.Logger", "org.apache.commons.logging.Log", "java.util.logging.Logger", "java.sql.Wrapper",
			"java.sql.Array", "java.sql.Blob", "java.sql.Clob", "java.sql.SQLXML", "java.sql.Ref", "java.sql.RowId",
			"java.sql.Struct", "org.hibernate.collection.spi.PersistentCollection",
			"org.hibernate.proxy.HibernateProxy", "org.eclipse.persistence.indirection.IndirectContainer");

	private static final String[] RESOURCE_PACKAGES = { "jakarta.servlet.", "org.springframework.aop.",
			"org.springframework.beans.", "org.springframework.context.", "org.springframework.core.io.",
			"org.springframework.http.server.", "org.springframework.ui.", "org.springframework.validation.",
			"org.springframework.web.", "io.netty." };

	private static final String JACKSON2_TREE = "com.fasterxml.jackson.databind.JsonNode";

	/**
	 * Annotations on a property that change what is shown of its value.
	 */
	private static final List<Class<? extends Annotation>> SPECIAL = List.of(JsonSerialize.class,
			JsonIgnoreProperties.class, JsonIncludeProperties.class, JsonFilter.class, JsonFormat.class,
			JsonRawValue.class, JsonInclude.class, JsonIdentityInfo.class, JsonIdentityReference.class);

	private final Redactions redactions;

	private final List<ValueConverter> converters;

	private final JacksonValues jackson;

	/**
	 * Does not keep a class from being unloaded when memory is short.
	 */
	private final Map<Class<?>, ValueShape> shapes = new ConcurrentReferenceHashMap<>();

	ValueShapes(Redactions redactions, List<ValueConverter> converters, List<CaptureJsonMapperCustomizer> customizers) {
		this.redactions = redactions;
		this.converters = List.copyOf(converters);
		this.jackson = new JacksonValues(ValueShapes::isMarker, redactions, customizers);
	}

	ValueShape of(Class<?> type) {
		ValueShape shape = this.shapes.get(type);
		if (shape == null) {
			try {
				shape = shape(type);
			}
			catch (VirtualMachineError ex) {
				// May succeed the next time
				return ValueShape.of(Kind.MARKER);
			}
			catch (Throwable ex) {
				// A class that Jackson cannot describe
				shape = ValueShape.of(Kind.MARKER);
			}
			this.shapes.put(type, shape);
		}
		return shape;
	}

	JacksonValues jackson() {
		return this.jackson;
	}

	private ValueShape shape(Class<?> type) {
		if (this.redactions.isSecretType(type)) {
			return ValueShape.of(Kind.SECRET);
		}
		for (ValueConverter converter : this.converters) {
			if (converter.supports(type)) {
				return ValueShape.converted(converter);
			}
		}
		if (isMarker(type)) {
			return ValueShape.of(Kind.MARKER);
		}
		Kind kind = knownKind(type);
		if (kind == null) {
			return bySerializer(type);
		}
		return ValueShape.of(isDescribed(type) ? Kind.JACKSON : kind);
	}

	private static @Nullable Kind knownKind(Class<?> type) {
		if (type == Class.class) {
			return Kind.TYPE;
		}
		if (isAny(type, Enum.class)) {
			return Kind.CONSTANT;
		}
		if (isAny(type, Date.class)) {
			return Kind.DATE;
		}
		if (isAny(type, TEXTS) || isNamed(type, JACKSON2_TREE)) {
			return Kind.TEXT;
		}
		if (isAny(type, Throwable.class)) {
			return Kind.ERROR;
		}
		if (isAny(type, JacksonSerializable.class)) {
			return Kind.JACKSON;
		}
		if (isAny(type, Map.class)) {
			return Kind.MAP;
		}
		if (isAny(type, Collection.class)) {
			return Kind.COLLECTION;
		}
		if (type.isArray()) {
			return Kind.ARRAY;
		}
		return (type == Optional.class) ? Kind.OPTIONAL : null;
	}

	/**
	 * Whether annotations of Jackson's say how such a map, collection, text, number or
	 * enum is shown, or what of it is hidden.
	 */
	private boolean isDescribed(Class<?> type) {
		if (isPlatform(type) || isAny(type, Throwable.class) || type.isArray()) {
			return false;
		}
		return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(JacksonAnnotation.class)
				|| this.jackson.serializer(type) instanceof JsonValueSerializer;
	}

	private ValueShape bySerializer(Class<?> type) {
		ValueSerializer<?> serializer = this.jackson.serializer(type);
		if (serializer instanceof UnknownSerializer) {
			return isPlatform(type) ? ValueShape.of(Kind.MARKER) : ValueShape.of(Kind.BEAN);
		}
		if (serializer instanceof BeanSerializerBase bean) {
			// The JDK's own classes are not made to be read property by property
			return isPlatform(type) ? ValueShape.of(Kind.MARKER) : bean(bean);
		}
		return ValueShape.of(Kind.JACKSON);
	}

	private ValueShape bean(BeanSerializerBase serializer) {
		if (serializer.usesObjectId() || serializer.getFilterId() != null) {
			return ValueShape.of(Kind.JACKSON);
		}
		List<Property> properties = new ArrayList<>();
		for (Iterator<PropertyWriter> writers = serializer.properties(); writers.hasNext();) {
			if (!(writers.next() instanceof BeanPropertyWriter property)) {
				return ValueShape.of(Kind.JACKSON);
			}
			properties.add(new Property(property, isSpecial(property), this.redactions.isSecretProperty(property)));
		}
		return ValueShape.bean(properties);
	}

	private static boolean isSpecial(BeanPropertyWriter property) {
		if (property.getClass() != BeanPropertyWriter.class || property.isUnwrapping()) {
			return true;
		}
		for (Class<? extends Annotation> annotation : SPECIAL) {
			if (property.getAnnotation(annotation) != null) {
				return true;
			}
		}
		ValueSerializer<?> serializer = property.getSerializer();
		return serializer != null && !serializer.getClass().getName().startsWith("tools.jackson.");
	}

	private static boolean isPlatform(Class<?> type) {
		ClassLoader loader = type.getClassLoader();
		return loader == null || loader == ClassLoader.getPlatformClassLoader();
	}

	private static boolean isAny(Class<?> type, Class<?>... candidates) {
		for (Class<?> candidate : candidates) {
			if (candidate.isAssignableFrom(type)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isNamed(Class<?> type, String name) {
		for (Class<?> superType = type; superType != null; superType = superType.getSuperclass()) {
			if (superType.getName().equals(name)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether the class name stands for a value. Iterables other than collections may be
	 * read only once, or ask a database anew each time; a lambda has nothing to show.
	 */
	private static boolean isMarker(Class<?> type) {
		return isAny(type, byte[].class, ByteBuffer.class) || type.isHidden() || type.isSynthetic() || isResource(type)
				|| (isAny(type, Iterable.class) && !isAny(type, Collection.class, Path.class, JacksonSerializable.class)
						&& !isNamed(type, JACKSON2_TREE));
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
