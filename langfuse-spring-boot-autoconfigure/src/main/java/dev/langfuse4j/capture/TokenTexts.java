package dev.langfuse4j.capture;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
		List<String> replaced = new ArrayList<>();
		return replaceAll(tokens, replacement, replaced) ? copy(tokens, replaced.iterator()) : null;
	}

	/**
	 * Each text is replaced once only: a masker may count.
	 */
	private static boolean replaceAll(TokenBuffer tokens, UnaryOperator<String> replacement, List<String> replaced) {
		boolean changes = false;
		try (JsonParser parser = tokens.asParser()) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				String text = textOf(parser, token);
				if (text != null) {
					String result = replacement.apply(text);
					changes |= !result.equals(text);
					replaced.add(result);
				}
			}
			return changes;
		}
	}

	private static TokenBuffer copy(TokenBuffer tokens, Iterator<String> replaced) {
		TokenBuffer copy = new TokenBuffer(ObjectWriteContext.empty(), false);
		try (JsonParser parser = tokens.asParser()) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				String text = textOf(parser, token);
				String result = (text != null) ? replaced.next() : null;
				if (result == null || result.equals(text)) {
					copy.copyCurrentEvent(parser);
				}
				else if (token == JsonToken.PROPERTY_NAME) {
					copy.writeName(result);
				}
				else {
					copy.writeString(result);
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
