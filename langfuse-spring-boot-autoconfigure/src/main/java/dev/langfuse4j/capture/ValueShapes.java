package dev.langfuse4j.capture;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.langfuse4j.capture.ValueShape.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/**
 * Decides the {@link ValueShape} of each class and remembers it with the class. Jackson
 * says which properties a bean has; what is a resource and no data is decided here.
 */
final class ValueShapes {

	private static final Class<?>[] TEXTS = { UUID.class, TemporalAccessor.class, TemporalAmount.class, ZoneId.class,
			Locale.class, Currency.class, TimeZone.class, Pattern.class, Path.class, java.net.URI.class,
			java.net.URL.class, java.net.InetAddress.class, java.io.File.class };

	/*
	 * Things that act rather than hold data: to call their getters could consume a
	 * request, open a connection or walk an application context. AutoCloseable covers
	 * streams, readers, connections and contexts.
	 */
	private static final Set<String> RESOURCES = Set.of("java.lang.AutoCloseable", "java.lang.ClassLoader",
			"java.lang.Thread", "java.util.Iterator", "java.util.Enumeration", "java.util.Spliterator",
			"java.util.concurrent.Future", "java.util.concurrent.CompletionStage", "java.util.concurrent.Executor",
			"java.util.concurrent.Flow$Publisher", "org.reactivestreams.Publisher");

	private static final String[] RESOURCE_PACKAGES = { "jakarta.servlet.", "org.springframework.aop.",
			"org.springframework.beans.", "org.springframework.context.", "org.springframework.core.io.",
			"org.springframework.http.server.", "org.springframework.ui.", "org.springframework.validation.",
			"org.springframework.web." };

	private final JsonMapper mapper = JsonMapper.builder()
		.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.build();

	private final ClassValue<ValueShape> shapes = new ClassValue<>() {

		@Override
		protected ValueShape computeValue(Class<?> type) {
			return ValueShapes.this.shape(type);
		}

	};

	ValueShape of(Class<?> type) {
		return this.shapes.get(type);
	}

	void write(Object value, JsonGenerator generator) {
		this.mapper.writeValue(generator, value);
	}

	private ValueShape shape(Class<?> type) {
		if (isAny(type, TEXTS)) {
			return ValueShape.of(Kind.TEXT);
		}
		if (isAny(type, Throwable.class)) {
			return ValueShape.of(Kind.ERROR);
		}
		if (isAny(type, byte[].class, ByteBuffer.class) || isResource(type)) {
			return ValueShape.of(Kind.MARKER);
		}
		if (isAny(type, JacksonSerializable.class)) {
			return ValueShape.of(Kind.JACKSON);
		}
		if (isAny(type, Map.class)) {
			return ValueShape.of(Kind.MAP);
		}
		if (isAny(type, Iterable.class)) {
			return ValueShape.of(Kind.ITERABLE);
		}
		if (type.isArray()) {
			return ValueShape.of(Kind.ARRAY);
		}
		if (type == Optional.class) {
			return ValueShape.of(Kind.OPTIONAL);
		}
		// A lambda has nothing to show
		return (type.isHidden() || type.isSynthetic()) ? ValueShape.of(Kind.MARKER) : bySerializer(type);
	}

	private ValueShape bySerializer(Class<?> type) {
		ValueSerializer<?> serializer = this.mapper._serializationContext().findValueSerializer(type);
		if (serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer) {
			// The JDK's own classes are not made to be read property by property
			return isPlatform(type) ? ValueShape.of(Kind.MARKER) : bean(serializer);
		}
		return ValueShape.of(Kind.JACKSON);
	}

	private static ValueShape bean(ValueSerializer<?> serializer) {
		List<BeanPropertyWriter> properties = new ArrayList<>();
		for (Iterator<PropertyWriter> writers = serializer.properties(); writers.hasNext();) {
			if (!(writers.next() instanceof BeanPropertyWriter property) || property.isUnwrapping()
					|| isCustom(property.getSerializer())) {
				return ValueShape.of(Kind.JACKSON);
			}
			properties.add(property);
		}
		return new ValueShape(Kind.BEAN, List.copyOf(properties));
	}

	/**
	 * Whether a property was annotated with a serializer of its own.
	 */
	private static boolean isCustom(@Nullable ValueSerializer<?> serializer) {
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
