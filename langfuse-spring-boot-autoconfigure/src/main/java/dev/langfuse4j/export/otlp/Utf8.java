package dev.langfuse4j.export.otlp;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns text into bytes, which are well-formed whatever the text: half a character, of
 * which Jackson would make an escape sequence, becomes U+FFFD. Not thread-safe.
 */
final class Utf8 {

	private static final byte[] REPLACEMENT = { (byte) 0xEF, (byte) 0xBF, (byte) 0xBD };

	private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder()
		.onMalformedInput(CodingErrorAction.REPLACE)
		.replaceWith(REPLACEMENT);

	byte[] encode(TextBuffer text) {
		try {
			ByteBuffer bytes = this.encoder.encode(text.asChars());
			return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit());
		}
		catch (CharacterCodingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
