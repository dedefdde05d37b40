package dev.langfuse4j.capture;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes what a value says of itself, where an empty object would be all else.
 */
final class SelfDescribingSerializer extends StdSerializer<Object> {

	private final transient SelfDescriptions descriptions;

	SelfDescribingSerializer(SelfDescriptions descriptions) {
		super(Object.class);
		this.descriptions = descriptions;
	}

	@Override
	public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
		generator.writeString(this.descriptions.of(value));
	}

	@Override
	public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
			TypeSerializer types) {
		serialize(value, generator, context);
	}

}
