/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.List;

import dev.langfuse4j.mask.Redaction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.VisibilityChecker;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.BeanSerializerBuilder;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToEmptyObjectSerializer;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionLikeType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapLikeType;
import tools.jackson.databind.type.MapType;

/**
 * Makes Jackson follow the rules of this package: it does not read objects that act
 * rather than hold data, and does not write secrets, wherever they appear within a value
 * that only Jackson can write.
 */
@SuppressWarnings("serial")
final class GuardingModifier extends ValueSerializerModifier {

	private final transient BeanProperties properties;

	private final transient ResourceTypes resources;

	private final transient SelfDescriptions descriptions;

	private final transient Redactions redactions;

	private final VisibilityChecker usual;

	/**
	 * Creates a modifier.
	 * @param properties the properties of a bean
	 * @param resources the classes of which only the name is written, wherever they
	 * appear
	 * @param descriptions the values that are shown by their own text
	 * @param redactions the secret values
	 * @param usual the properties that Jackson usually shows of a bean
	 */
	GuardingModifier(BeanProperties properties, ResourceTypes resources, SelfDescriptions descriptions,
			Redactions redactions, VisibilityChecker usual) {
		this.properties = properties;
		this.resources = resources;
		this.descriptions = descriptions;
		this.redactions = redactions;
		this.usual = usual;
	}

	@Override
	public List<BeanPropertyWriter> changeProperties(SerializationConfig config, BeanDescription.Supplier bean,
			List<BeanPropertyWriter> properties) {
		return this.properties.select(config, bean.get(), this.usual, properties);
	}

	@Override
	public BeanSerializerBuilder updateBuilder(SerializationConfig config, BeanDescription.Supplier bean,
			BeanSerializerBuilder builder) {
		return new SelfDescribingBuilder(builder, this.descriptions);
	}

	@Override
	public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier bean,
			ValueSerializer<?> serializer) {
		return guard(bean, serializer);
	}

	@Override
	public ValueSerializer<?> modifyArraySerializer(SerializationConfig config, ArrayType type,
			BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
		return guard(type.getRawClass(), serializer);
	}

	@Override
	public ValueSerializer<?> modifyCollectionSerializer(SerializationConfig config, CollectionType type,
			BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
		return guard(type.getRawClass(), serializer);
	}

	@Override
	public ValueSerializer<?> modifyCollectionLikeSerializer(SerializationConfig config, CollectionLikeType type,
			BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
		return guard(type.getRawClass(), serializer);
	}

	@Override
	public ValueSerializer<?> modifyMapSerializer(SerializationConfig config, MapType type,
			BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
		return guard(type.getRawClass(), serializer);
	}

	@Override
	public ValueSerializer<?> modifyMapLikeSerializer(SerializationConfig config, MapLikeType type,
			BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
		return guard(type.getRawClass(), serializer);
	}

	@Override
	public ValueSerializer<?> modifyEnumSerializer(SerializationConfig config, JavaType type,
			BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
		return guard(bean, serializer);
	}

	@Override
	public ValueSerializer<?> modifyKeySerializer(SerializationConfig config, JavaType type,
			BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
		boolean guarded = this.redactions.isSecretType(type.getRawClass())
				|| this.resources.contains(type.getRawClass());
		return guarded ? new GuardedKey() : serializer;
	}

	private ValueSerializer<?> guard(BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
		AnnotatedMember value = bean.get().findJsonValueAccessor();
		if (value != null && this.redactions.isSecretMember(value.getMember())) {
			return FixedSerializer.redacted();
		}
		Class<?> type = bean.getBeanClass();
		ValueSerializer<?> guarded = guard(type, serializer);
		boolean whole = guarded instanceof BeanSerializerBase && this.descriptions.isWhole(type);
		return (whole || guarded instanceof ToEmptyObjectSerializer) ? new SelfDescribingSerializer(this.descriptions)
				: guarded;
	}

	private ValueSerializer<?> guard(Class<?> type, ValueSerializer<?> serializer) {
		if (this.redactions.isSecretType(type)) {
			return FixedSerializer.redacted();
		}
		boolean iterates = ResourceTypes.isIterable(type)
				&& (!(serializer instanceof BeanSerializerBase) || this.resources.isForeign(type));
		return (iterates || this.resources.contains(type)) ? FixedSerializer.marker() : serializer;
	}

	private static final class GuardedKey extends StdSerializer<Object> {

		GuardedKey() {
			super(Object.class);
		}

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			generator.writeName(Redaction.MARKER);
		}

	}

	/**
	 * Builds serializers of classes of which nothing can be read.
	 */
	private static final class SelfDescribingBuilder extends BeanSerializerBuilder {

		private final SelfDescriptions descriptions;

		SelfDescribingBuilder(BeanSerializerBuilder builder, SelfDescriptions descriptions) {
			super(builder);
			this.descriptions = descriptions;
			setTypeId(builder.getTypeId());
			setObjectIdWriter(builder.getObjectIdWriter());
		}

		@Override
		public ValueSerializer<?> build() {
			ValueSerializer<?> serializer = super.build();
			return (serializer != null) ? serializer : new SelfDescribingSerializer(this.descriptions);
		}

	}

}
