package dev.langfuse4j.capture;

import java.io.StringWriter;
import java.io.Writer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A captured value: either a text, or a JSON value kept as tokens until somebody needs it
 * written. Immutable; any thread may read it.
 */
public final class Content {

	private static final JsonFactory JSON = JsonFactory.builder().build();

	private final @Nullable String text;

	private final @Nullable JsonTokens tokens;

	private final int length;

	private Content(@Nullable String text, @Nullable JsonTokens tokens, int length) {
		this.text = text;
		this.tokens = tokens;
		this.length = length;
	}

	/**
	 * A text, which stays as it is: it is not quoted on the wire.
	 * @param text the text
	 * @return the content
	 */
	public static Content text(String text) {
		return new Content(text, null, text.length());
	}

	static Content json(JsonTokens tokens, int length) {
		return new Content(null, tokens, length);
	}

	/**
	 * About how many characters this content has.
	 * @return the length in characters
	 */
	public int length() {
		return this.length;
	}

	/**
	 * What a server gets: the text itself, or the JSON.
	 * @return the text
	 */
	public String asText() {
		if (this.text != null) {
			return this.text;
		}
		StringWriter writer = new StringWriter(this.length + 16);
		writeJson(writer);
		return writer.toString();
	}

	/**
	 * The text, if this is one, rather than a JSON value.
	 * @return the text, or {@code null}
	 */
	public @Nullable String text() {
		return this.text;
	}

	/**
	 * Writes the JSON of what is no text.
	 * @param writer where to
	 */
	public void writeJson(Writer writer) {
		try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), writer)) {
			if (this.tokens != null) {
				this.tokens.writeTo(generator);
			}
		}
	}

	/**
	 * The beginning of this content as text, with a marker that says how much is missing.
	 * @param limit the characters to keep
	 * @return a shorter content, or this one if it is short enough
	 */
	public Content truncate(int limit) {
		String full = asText();
		return (full.length() <= limit) ? this : text(TextLimit.cut(full, limit));
	}

	/**
	 * This content with all its texts, those of keys too, and its long numbers replaced
	 * and then cut.
	 * @param limit the characters kept of each text
	 * @param replacement what to replace a text by; the same instance to leave it
	 * @return this content if nothing changes
	 */
	public Content replaceTexts(int limit, UnaryOperator<String> replacement) {
		UnaryOperator<String> finished = (text) -> TextLimit.cut(text.isEmpty() ? text : replacement.apply(text),
				limit);
		if (this.text != null) {
			String replaced = finished.apply(this.text);
			return replaced.equals(this.text) ? this : text(replaced);
		}
		if (this.tokens == null) {
			return this;
		}
		JsonTokens replaced = this.tokens.replaceTexts(finished);
		return (replaced != this.tokens) ? json(replaced, this.length) : this;
	}

	/**
	 * Names the length only: content does not belong in a log.
	 */
	@Override
	public String toString() {
		return "Content[" + this.length + " characters]";
	}

}
