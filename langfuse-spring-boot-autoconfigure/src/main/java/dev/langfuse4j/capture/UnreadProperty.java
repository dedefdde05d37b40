package dev.langfuse4j.capture;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.util.NameTransformer;

/**
 * A property of which only the declared type is shown, so that its getter need not be
 * called, which may open a stream or read a file.
 */
@SuppressWarnings("serial")
final class UnreadProperty extends BeanPropertyWriter {

	private final String what;

	UnreadProperty(BeanPropertyWriter property) {
		super(property);
		this.what = "<" + Marker.nameOf(property.getMember().getRawType()) + ">";
	}

	String what() {
		return this.what;
	}

	@Override
	public BeanPropertyWriter rename(NameTransformer transformer) {
		return new UnreadProperty(super.rename(transformer));
	}

	@Override
	public void serializeAsProperty(Object bean, JsonGenerator generator, SerializationContext context) {
		generator.writeName(getName());
		generator.writeString(this.what);
	}

	@Override
	public void serializeAsElement(Object bean, JsonGenerator generator, SerializationContext context) {
		generator.writeString(this.what);
	}

}
