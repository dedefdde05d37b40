package dev.langfuse4j.export.otlp;

import java.io.CharArrayWriter;
import java.nio.CharBuffer;

import tools.jackson.core.JsonGenerator;

/**
 * Buffers JSON that becomes a text within JSON, or bytes, without an intermediate string.
 */
final class TextBuffer extends CharArrayWriter {

	void writeTo(JsonGenerator generator) {
		generator.writeString(this.buf, 0, this.count);
	}

	/**
	 * Returns the written characters. The view is valid until more are written.
	 */
	CharBuffer asChars() {
		return CharBuffer.wrap(this.buf, 0, this.count);
	}

}
