/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

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
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import dev.langfuse4j.capture.ValueShape.Kind;
import dev.langfuse4j.capture.ValueShape.Property;
import dev.langfuse4j.capture.ValueShape.Reader;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.jackson.JsonValueSerializer;
import tools.jackson.databind.ser.std.ToEmptyObjectSerializer;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.function.SingletonSupplier;

/**
 * Decides the {@link ValueShape} of each class and remembers it with the class. Jackson
 * supplies the properties of a bean. This class decides which objects are resources and
 * not data.
 */
final class ValueShapes {

	private static final Class<?>[] TEXTS = { CharSequence.class, Character.class, Number.class, UUID.class,
			TemporalAccessor.class, TemporalAmount.class, ZoneId.class, Locale.class, Currency.class, TimeZone.class,
			Pattern.class, Path.class, java.net.URI.class, java.net.URL.class, java.net.InetAddress.class,
			java.io.File.class };

	private final Redactions redactions;

	private final ResourceTypes resources;

	private final SelfDescriptions descriptions;

	private final MapKeys keys = new MapKeys(this);

	private final List<ValueConverter> converters;

	/**
	 * Only made for a class that is not plain.
	 */
	private final SingletonSupplier<JacksonValues> jackson;

	/**
	 * Whether the mapper, if the application customizes it, may show any class in another
	 * way.
	 */
	private final boolean customized;

	/**
	 * Does not keep a class from being unloaded when memory is short.
	 */
	private final Map<Class<?>, ValueShape> shapes = new ConcurrentReferenceHashMap<>();

	ValueShapes(Redactions redactions, ApplicationClasses application, List<ValueConverter> converters,
			List<CaptureJsonMapperCustomizer> customizers) {
		this.redactions = redactions;
		this.resources = new ResourceTypes(application);
		this.converters = List.copyOf(converters);
		this.descriptions = new SelfDescriptions(this.resources, application);
		this.jackson = SingletonSupplier.of(() -> {
			BeanProperties properties = new BeanProperties(redactions, this.resources, this.descriptions, application,
					(type) -> converterFor(type) != null);
			return new JacksonValues(properties, this.resources, this.descriptions, redactions, customizers,
					(type) -> of(type).foreign());
		});
		this.customized = !customizers.isEmpty();
		if (this.customized) {
			this.jackson.obtain();
		}
	}

	/**
	 * Returns the converter that joins consecutive values of a class, if they are parts
	 * of one value.
	 */
	@Nullable ElementConverter elementConverter(Class<?> type) {
		return (of(type).converter() instanceof ElementConverter converter) ? converter : null;
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
		return this.jackson.obtain();
	}

	SelfDescriptions descriptions() {
		return this.descriptions;
	}

	MapKeys keys() {
		return this.keys;
	}

	private ValueShape shape(Class<?> type) {
		if (this.redactions.isSecretType(type)) {
			return ValueShape.of(Kind.SECRET);
		}
		ValueConverter converter = converterFor(type);
		if (converter != null) {
			return ValueShape.converted(converter);
		}
		if (this.resources.contains(type) || (ResourceTypes.isIterable(type) && this.resources.isForeign(type))) {
			return ValueShape.of(Kind.MARKER);
		}
		Kind kind = knownKind(type);
		if (kind == null) {
			ValueShape plain = this.customized ? null : PlainShapes.of(type, this.redactions);
			return (plain != null) ? plain : bySerializer(type);
		}
		return ValueShape.of(isDescribed(type) ? Kind.JACKSON : kind);
	}

	private @Nullable ValueConverter converterFor(Class<?> type) {
		for (ValueConverter converter : this.converters) {
			if (converter.supports(type)) {
				return converter;
			}
		}
		return null;
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
		if (isAny(type, TEXTS)) {
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
		if (ApplicationClasses.isPlatform(type) || isAny(type, Throwable.class) || type.isArray()
				|| (!this.customized && PlainShapes.isPlainEnum(type))) {
			return false;
		}
		return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(JacksonAnnotation.class)
				|| jackson().serializer(type) instanceof JsonValueSerializer;
	}

	private ValueShape bySerializer(Class<?> type) {
		ValueSerializer<?> serializer = jackson().serializer(type);
		boolean self = serializer instanceof SelfDescribingSerializer || serializer instanceof ToEmptyObjectSerializer;
		if (!self && !(serializer instanceof BeanSerializerBase)) {
			return ValueShape.of(Kind.JACKSON);
		}
		if (ApplicationClasses.isPlatform(type)) {
			// The JDK's own classes are not made to be read property by property
			return ValueShape.of(Kind.MARKER);
		}
		return (serializer instanceof BeanSerializerBase bean && bean.properties().hasNext()) ? bean(type, bean)
				: ValueShape.of(this.resources.isForeign(type) ? Kind.FOREIGN_SELF : Kind.SELF);
	}

	private ValueShape bean(Class<?> type, BeanSerializerBase serializer) {
		boolean foreign = this.resources.isForeign(type);
		if (serializer.usesObjectId() || serializer.getFilterId() != null) {
			return ValueShape.serialized(foreign);
		}
		List<Property> properties = new ArrayList<>();
		for (Iterator<PropertyWriter> writers = serializer.properties(); writers.hasNext();) {
			if (!(writers.next() instanceof BeanPropertyWriter property)) {
				return ValueShape.serialized(foreign);
			}
			properties.add(property(property, foreign && property.getMember() instanceof AnnotatedMethod));
		}
		boolean wrapper = properties.size() == 1 && properties.get(0).special() == null
				&& KotlinNames.isValueClass(type);
		return ValueShape.bean(wrapper ? Kind.WRAPPER : Kind.BEAN, properties);
	}

	private Property property(BeanPropertyWriter writer, boolean foreign) {
		String fixed = this.redactions.isSecretProperty(writer) ? Redaction.MARKER
				: (writer instanceof FixedProperty property) ? property.text() : null;
		UnaryOperator<Object> decoder = KotlinNames.decoder(writer.getMember().getName());
		Reader reader = (decoder != null) ? (bean) -> {
			Object value = writer.get(bean);
			return (value != null) ? decoder.apply(value) : null;
		} : writer::get;
		boolean special = fixed == null && BeanProperties.isSpecial(writer);
		return new Property(writer.getName(), reader, fixed, special ? writer : null, foreign);
	}

	private static boolean isAny(Class<?> type, Class<?>... candidates) {
		for (Class<?> candidate : candidates) {
			if (candidate.isAssignableFrom(type)) {
				return true;
			}
		}
		return false;
	}

}
