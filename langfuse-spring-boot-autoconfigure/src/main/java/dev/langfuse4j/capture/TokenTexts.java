package dev.langfuse4j.capture;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Replaces the texts among tokens.
 */
final class TokenTexts {

	/**
	 * The digits of a number that may be a card, an account or a person's: fewer are not
	 * looked at.
	 */
	private static final long LONG_NUMBER = 1_000_000_000_000L;

	private TokenTexts() {
	}

	/**
	 * Replaces texts, keys and long numbers.
	 * @return other tokens, or {@code null} if nothing changes, which is the common case
	 * and copies nothing
	 */
	static @Nullable TokenBuffer replace(TokenBuffer tokens, UnaryOperator<String> replacement) {
		return changes(tokens, replacement) ? copy(tokens, replacement) : null;
	}

	private static boolean changes(TokenBuffer tokens, UnaryOperator<String> replacement) {
		try (JsonParser parser = tokens.asParser()) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				String text = textOf(parser, token);
				if (text != null && !text.equals(replacement.apply(text))) {
					return true;
				}
			}
			return false;
		}
	}

	private static TokenBuffer copy(TokenBuffer tokens, UnaryOperator<String> replacement) {
		TokenBuffer copy = new TokenBuffer(ObjectWriteContext.empty(), false);
		try (JsonParser parser = tokens.asParser()) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				String text = textOf(parser, token);
				String replaced = (text != null) ? replacement.apply(text) : null;
				if (replaced == null || replaced.equals(text)) {
					copy.copyCurrentEvent(parser);
				}
				else if (token == JsonToken.PROPERTY_NAME) {
					copy.writeName(replaced);
				}
				else {
					copy.writeString(replaced);
				}
			}
		}
		return copy;
	}

	private static @Nullable String textOf(JsonParser parser, JsonToken token) {
		return switch (token) {
			case PROPERTY_NAME, VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT -> isLong(parser) ? parser.getString() : null;
			default -> null;
		};
	}

	private static boolean isLong(JsonParser parser) {
		return switch (parser.getNumberType()) {
			case INT -> false;
			case LONG -> Math.abs(parser.getLongValue()) >= LONG_NUMBER;
			default -> true;
		};
	}

}
