package dev.langfuse4j.capture;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.langfuse4j.capture.ValueShape.Property;
import dev.langfuse4j.logging.Fatal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.util.TokenBuffer;

import org.springframework.util.ClassUtils;

/**
 * Walks one value and keeps it as tokens. Texts are kept by reference, nothing is written
 * as JSON yet: that is the worker's job. Code of the value's own (getters, iterators,
 * {@code toString}) runs inside {@link #read}, so that the tokens stay well-formed
 * whatever it throws. Not thread-safe; use once.
 */
final class ValueFreezer {

	private static final String MORE = "…";

	/**
	 * What a token costs beside its text, so that endless small elements run out of
	 * budget too.
	 */
	private static final int TOKEN_COST = 3;

	/**
	 * What a number costs, about.
	 */
	private static final int NUMBER_COST = 10;

	/**
	 * The largest integer that every reader of JSON keeps exactly (RFC 8259, section 6).
	 */
	private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

	private final CaptureSettings settings;

	private final ValueShapes shapes;

	private final int budget;

	private final TokenBuffer tokens = new TokenBuffer(ObjectWriteContext.empty(), false);

	private final Deque<Object> path = new ArrayDeque<>();

	private int used;

	ValueFreezer(CaptureSettings settings, ValueShapes shapes, int budget) {
		this.settings = settings;
		this.shapes = shapes;
		this.budget = budget;
	}

	Content content() {
		return Content.json(this.tokens, this.used);
	}

	void arguments(String[] names, @Nullable Object[] arguments) {
		this.tokens.writeStartObject();
		for (int i = 0; i < names.length; i++) {
			name(names[i]);
			value(arguments[i]);
		}
		this.tokens.writeEndObject();
	}

	void value(@Nullable Object value) {
		this.used += TOKEN_COST;
		if (value == null) {
			this.tokens.writeNull();
		}
		else if (isExhausted()) {
			this.tokens.writeString(MORE);
		}
		else if (value instanceof CharSequence || value instanceof Character) {
			text(value);
		}
		else if (value instanceof Number number) {
			number(number);
		}
		else if (value instanceof Boolean bool) {
			this.tokens.writeBoolean(bool);
		}
		else if (value instanceof Enum<?> constant) {
			text(constant.name());
		}
		else if (value instanceof Class<?> type) {
			text(type.getName());
		}
		else if (value instanceof Date date) {
			text(new Date(date.getTime()).toInstant());
		}
		else {
			nested(value);
		}
	}

	private void nested(Object value) {
		if (this.path.stream().anyMatch((ancestor) -> ancestor == value)) {
			marker("cycle: " + simpleName(value));
			return;
		}
		if (this.path.size() >= this.settings.maxDepth()) {
			marker("depth limit: " + simpleName(value));
			return;
		}
		this.path.push(value);
		try {
			shaped(value);
		}
		finally {
			this.path.pop();
		}
	}

	private void shaped(Object value) {
		ValueShape shape = this.shapes.of(value.getClass());
		switch (shape.kind()) {
			case TEXT -> text(value);
			case MAP -> map((Map<?, ?>) value);
			case COLLECTION -> collection((Collection<?>) value);
			case ARRAY -> array(value);
			case ERROR -> error((Throwable) value);
			case OPTIONAL -> value(((Optional<?>) value).orElse(null));
			case BEAN -> bean(value, shape);
			case JACKSON -> serialized(value);
			case MARKER -> marker(describe(value));
			default -> throw new IllegalStateException("Unknown shape");
		}
	}

	private void bean(Object bean, ValueShape shape) {
		this.tokens.writeStartObject();
		for (Property property : shape.properties()) {
			if (isExhausted()) {
				more("more");
				break;
			}
			if (property.special()) {
				special(bean, property.writer());
			}
			else {
				name(property.writer().getName());
				value(read(() -> property.writer().get(bean)));
			}
		}
		this.tokens.writeEndObject();
	}

	private void special(Object bean, BeanPropertyWriter property) {
		try {
			String json = this.shapes.jackson().write(bean, property, left());
			this.shapes.jackson().copy(json, this.tokens, true);
			this.used += json.length();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			name(property.getName());
			marker(notCaptured(ex));
		}
	}

	private void error(Throwable error) {
		this.tokens.writeStartObject();
		name("type");
		text(error.getClass().getName());
		name("message");
		value(read(error::getMessage));
		this.tokens.writeEndObject();
	}

	private void map(Map<?, ?> map) {
		this.tokens.writeStartObject();
		Iterator<?> entries = iterator(() -> map.entrySet().iterator());
		int count = 0;
		Object next;
		while ((next = next(entries, count)) != End.REACHED) {
			if (!(next instanceof Map.Entry<?, ?> entry)) {
				more(remaining(read(map::size), count));
				break;
			}
			count++;
			name(String.valueOf(read(() -> String.valueOf(entry.getKey()))));
			value(read(entry::getValue));
		}
		this.tokens.writeEndObject();
	}

	private void collection(Collection<?> collection) {
		this.tokens.writeStartArray();
		Iterator<?> elements = iterator(collection::iterator);
		int count = 0;
		Object next;
		while ((next = next(elements, count)) != End.REACHED) {
			if (next == End.CUT) {
				this.tokens.writeString(MORE + " " + remaining(read(collection::size), count));
				break;
			}
			count++;
			value(next);
		}
		this.tokens.writeEndArray();
	}

	private void array(Object array) {
		this.tokens.writeStartArray();
		int length = Array.getLength(array);
		for (int i = 0; i < length; i++) {
			if (i == this.settings.maxElements() || isExhausted()) {
				this.tokens.writeString(MORE + " " + (length - i) + " more");
				break;
			}
			value(Array.get(array, i));
		}
		this.tokens.writeEndArray();
	}

	private static Iterator<?> iterator(Callable<Iterator<?>> code) {
		return (read(code) instanceof Iterator<?> iterator) ? iterator : Collections.emptyIterator();
	}

	/**
	 * The next element, or why there is none. An iterator that throws ends like one that
	 * is too long.
	 */
	private @Nullable Object next(Iterator<?> iterator, int count) {
		try {
			if (!iterator.hasNext()) {
				return End.REACHED;
			}
			return (count < this.settings.maxElements() && !isExhausted()) ? iterator.next() : End.CUT;
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			return End.CUT;
		}
	}

	private static String remaining(@Nullable Object size, int count) {
		return (size instanceof Integer total && total > count) ? (total - count) + " more" : "more";
	}

	private void serialized(Object value) {
		try {
			String json = this.shapes.jackson().write(value, left());
			this.shapes.jackson().copy(json, this.tokens, false);
			this.used += json.length();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			marker(notCaptured(ex));
		}
	}

	private void number(Number number) {
		this.used += NUMBER_COST;
		if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
			this.tokens.writeNumber(number.intValue());
		}
		else if (number instanceof Long) {
			integer(number.longValue());
		}
		else if (number instanceof Double || number instanceof Float) {
			decimal(number);
		}
		else if (number instanceof BigInteger integer) {
			if (integer.bitLength() < Long.SIZE) {
				integer(integer.longValue());
			}
			else {
				text(integer);
			}
		}
		else {
			// BigDecimal too: its text keeps the digits that a reader's double would lose
			text(number);
		}
	}

	private void integer(long number) {
		if (number >= -MAX_SAFE_INTEGER && number <= MAX_SAFE_INTEGER) {
			this.tokens.writeNumber(number);
		}
		else {
			text(number);
		}
	}

	private void decimal(Number number) {
		if (!Double.isFinite(number.doubleValue())) {
			text(number);
		}
		else if (number instanceof Float) {
			this.tokens.writeNumber(number.floatValue());
		}
		else {
			this.tokens.writeNumber(number.doubleValue());
		}
	}

	private void text(Object value) {
		String text = String.valueOf(read(value::toString));
		int limit = Math.min(this.settings.maxTextLength(), left());
		String kept = TextLimit.cut(text, limit);
		this.used += kept.length();
		this.tokens.writeString(kept);
	}

	private void name(String name) {
		String kept = TextLimit.cut(name, this.settings.maxTextLength());
		this.used += kept.length() + TOKEN_COST;
		this.tokens.writeName(kept);
	}

	private void marker(String what) {
		text("<" + what + ">");
	}

	private void more(String what) {
		this.tokens.writeName(MORE);
		this.tokens.writeString(what);
	}

	private int left() {
		return Math.max(0, this.budget - this.used);
	}

	private boolean isExhausted() {
		return this.used >= this.budget;
	}

	private static @Nullable Object read(Callable<? extends @Nullable Object> code) {
		try {
			return code.call();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			return "<" + notCaptured(ex) + ">";
		}
	}

	private static String notCaptured(Throwable ex) {
		Throwable cause = (ex instanceof JacksonException && ex.getCause() != null) ? ex.getCause() : ex;
		return "not captured: " + cause.getClass().getSimpleName();
	}

	private static String describe(Object value) {
		if (value instanceof byte[] bytes) {
			return bytes.length + " bytes";
		}
		if (value instanceof ByteBuffer buffer) {
			return buffer.remaining() + " bytes";
		}
		return simpleName(value);
	}

	private static String simpleName(Object value) {
		return ClassUtils.getShortName(ClassUtils.getUserClass(value));
	}

	private enum End {

		REACHED, CUT

	}

}
