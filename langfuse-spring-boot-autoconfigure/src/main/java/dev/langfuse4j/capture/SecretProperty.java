package dev.langfuse4j.capture;

import dev.langfuse4j.mask.Redaction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.util.NameTransformer;

/**
 * A property of which nothing is shown.
 */
@SuppressWarnings("serial")
final class SecretProperty extends BeanPropertyWriter {

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
