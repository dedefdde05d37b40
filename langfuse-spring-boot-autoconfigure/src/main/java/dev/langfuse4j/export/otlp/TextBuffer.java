package dev.langfuse4j.export.otlp;

import java.io.CharArrayWriter;

import tools.jackson.core.JsonGenerator;

/**
 * Where JSON is written that becomes a text within JSON, without a string on the way.
 */
final class TextBuffer extends CharArrayWriter {

	void writeTo(JsonGenerator generator) {
		generator.writeString(this.buf, 0, this.count);
	}

}
