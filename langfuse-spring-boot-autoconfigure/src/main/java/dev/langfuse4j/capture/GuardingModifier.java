package dev.langfuse4j.capture;

import java.util.List;
import java.util.function.Predicate;

import dev.langfuse4j.mask.Redaction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionLikeType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapLikeType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.util.NameTransformer;

import org.springframework.util.ClassUtils;

/**
 * Keeps Jackson from touching what acts rather than holds data, and from writing what is
 * secret, wherever it appears within a value that only Jackson can write.
 */
@SuppressWarnings("serial")
final class GuardingModifier extends ValueSerializerModifier {

	private final transient Predicate<Class<?>> markers;

	private final transient Redactions redactions;

	GuardingModifier(Predicate<Class<?>> markers, Redactions redactions) {
		this.markers = markers;
		this.redactions = redactions;
	}

	@Override
	public List<BeanPropertyWriter> changeProperties(SerializationConfig config, BeanDescription.Supplier bean,
			List<BeanPropertyWriter> properties) {
		properties.replaceAll(
				(property) -> this.redactions.isSecretProperty(property) ? new SecretProperty(property) : property);
		return properties;
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
		boolean guarded = this.redactions.isSecretType(type.getRawClass()) || this.markers.test(type.getRawClass());
		return guarded ? new GuardedKey() : serializer;
	}

	private ValueSerializer<?> guard(BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
		AnnotatedMember value = bean.get().findJsonValueAccessor();
		if (value != null && this.redactions.isSecretMember(value.getMember())) {
			return new FixedSerializer(Redaction.MARKER);
		}
		return guard(bean.getBeanClass(), serializer);
	}

	private ValueSerializer<?> guard(Class<?> type, ValueSerializer<?> serializer) {
		if (this.redactions.isSecretType(type)) {
			return new FixedSerializer(Redaction.MARKER);
		}
		return this.markers.test(type) ? new FixedSerializer("<" + ClassUtils.getShortName(type) + ">") : serializer;
	}

	private static final class FixedSerializer extends StdSerializer<Object> {

		private final String text;

		FixedSerializer(String text) {
			super(Object.class);
			this.text = text;
		}

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(this.text);
		}

		@Override
		public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
				TypeSerializer types) {
			generator.writeString(this.text);
		}

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

	private static final class SecretProperty extends BeanPropertyWriter {

		SecretProperty(BeanPropertyWriter property) {
			super(property);
		}

		@Override
		public BeanPropertyWriter rename(NameTransformer transformer) {
			return new SecretProperty(super.rename(transformer));
		}

		@Override
		public void serializeAsProperty(Object bean, JsonGenerator generator, SerializationContext context) {
			generator.writeName(getName());
			generator.writeString(Redaction.MARKER);
		}

		@Override
		public void serializeAsElement(Object bean, JsonGenerator generator, SerializationContext context) {
			generator.writeString(Redaction.MARKER);
		}

	}

}
