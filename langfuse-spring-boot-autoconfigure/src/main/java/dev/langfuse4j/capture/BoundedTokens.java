package dev.langfuse4j.capture;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Tokens of a serializer of somebody else's, which is stopped when it has written more
 * than the budget.
 */
final class BoundedTokens extends JsonGeneratorDelegate {

	private final TokenBuffer tokens;

	private final int budget;

	private int used;

	BoundedTokens(int budget) {
		this(new TokenBuffer(ObjectWriteContext.empty(), false), budget);
	}

	private BoundedTokens(TokenBuffer tokens, int budget) {
		super(tokens);
		this.tokens = tokens;
		this.budget = budget;
	}

	void copyTo(JsonGenerator generator) {
		this.tokens.serialize(generator);
	}

	int used() {
		return this.used;
	}

	@Override
	public JsonGenerator writeStartObject(Object forValue, int size) {
		use(1);
		return super.writeStartObject(forValue, size);
	}

	@Override
	public JsonGenerator writeStartArray(Object forValue, int size) {
		use(1);
		return super.writeStartArray(forValue, size);
	}

	@Override
	public JsonGenerator writeName(String name) {
		use(name.length() + 1);
		return super.writeName(name);
	}

	@Override
	public JsonGenerator writeString(String text) {
		use((text != null) ? text.length() + 1 : 1);
		return super.writeString(text);
	}

	@Override
	public JsonGenerator writeNumber(int number) {
		use(1);
		return super.writeNumber(number);
	}

	@Override
	public JsonGenerator writeNumber(long number) {
		use(1);
		return super.writeNumber(number);
	}

	@Override
	public JsonGenerator writeNumber(double number) {
		use(1);
		return super.writeNumber(number);
	}

	@Override
	public JsonGenerator writeBoolean(boolean value) {
		use(1);
		return super.writeBoolean(value);
	}

	@Override
	public JsonGenerator writeNull() {
		use(1);
		return super.writeNull();
	}

	private void use(int characters) {
		this.used += characters;
		if (this.used > this.budget) {
			throw new TooLargeException();
		}
	}

	/**
	 * Ends the serializer's work.
	 */
	@SuppressWarnings("serial")
	static final class TooLargeException extends RuntimeException {

		TooLargeException() {
			super("larger than the budget", null, false, false);
		}

	}

}
