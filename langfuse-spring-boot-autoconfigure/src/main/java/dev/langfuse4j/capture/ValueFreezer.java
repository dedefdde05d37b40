package dev.langfuse4j.capture;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.langfuse4j.capture.JacksonValues.TooLargeException;
import dev.langfuse4j.capture.ValueShape.Property;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ser.BeanPropertyWriter;

import org.springframework.util.ClassUtils;

/**
 * Walks one value and keeps it as tokens. Code of the value's own (getters, iterators,
 * {@code toString}) runs inside {@link #read}, so that the tokens stay well-formed
 * whatever it throws. Not thread-safe; use once.
 */
final class ValueFreezer {

	private final CaptureSettings settings;

	private final Redactions redactions;

	private final ValueShapes shapes;

	private final FrozenTokens tokens;

	private @Nullable Ancestor innermost;

	ValueFreezer(CaptureSettings settings, Redactions redactions, ValueShapes shapes, int budget) {
		this.settings = settings;
		this.redactions = redactions;
		this.shapes = shapes;
		this.tokens = new FrozenTokens(settings.maxTextLength(), budget);
	}

	Content content() {
		return this.tokens.content();
	}

	void arguments(String[] names, @Nullable Object[] arguments) {
		this.tokens.startObject();
		for (int i = 0; i < names.length; i++) {
			this.tokens.name(names[i]);
			named(names[i], arguments[i]);
		}
		this.tokens.endObject();
	}

	void startElements() {
		this.tokens.startArray();
	}

	/**
	 * One more element, if there is room.
	 */
	boolean element(@Nullable Object value, int index) {
		boolean room = index < this.settings.maxElements() && !this.tokens.isExhausted();
		if (room) {
			value(value);
		}
		return room;
	}

	void endElements(int missing) {
		if (missing > 0) {
			this.tokens.more(" " + missing + " more");
		}
		this.tokens.endArray();
	}

	private void named(String name, @Nullable Object value) {
		if (value != null && this.redactions.isSecretName(name)) {
			this.tokens.text(Redaction.MARKER);
		}
		else {
			value(value);
		}
	}

	void value(@Nullable Object value) {
		this.tokens.countValue();
		if (value == null) {
			this.tokens.nothing();
		}
		else if (this.tokens.isExhausted()) {
			this.tokens.more("");
		}
		else if (value instanceof String text) {
			this.tokens.text(text);
		}
		else if (value instanceof Boolean bool) {
			this.tokens.bool(bool);
		}
		else if (!(value instanceof Number number) || !this.tokens.number(number)) {
			shaped(value);
		}
	}

	private void shaped(Object value) {
		ValueShape shape = this.shapes.of(value.getClass());
		switch (shape.kind()) {
			case TEXT -> textOf(value::toString);
			case CONSTANT -> this.tokens.text(((Enum<?>) value).name());
			case TYPE -> this.tokens.text(((Class<?>) value).getName());
			case DATE -> textOf(() -> new Date(((Date) value).getTime()).toInstant());
			case MARKER -> this.tokens.marker(describe(value));
			case SECRET -> this.tokens.text(Redaction.MARKER);
			default -> nested(value, shape);
		}
	}

	private void nested(Object value, ValueShape shape) {
		if (isOnPath(value)) {
			this.tokens.marker("cycle: " + simpleName(value));
			return;
		}
		Ancestor outer = this.innermost;
		int depth = (outer != null) ? outer.depth() + 1 : 1;
		if (depth > this.settings.maxDepth()) {
			this.tokens.marker("depth limit: " + simpleName(value));
			return;
		}
		this.innermost = new Ancestor(value, depth, outer);
		try {
			switch (shape.kind()) {
				case MAP -> map((Map<?, ?>) value);
				case COLLECTION -> collection((Collection<?>) value);
				case ARRAY -> array(value);
				case ERROR -> error((Throwable) value);
				case OPTIONAL -> value(((Optional<?>) value).orElse(null));
				case BEAN -> bean(value, shape);
				case JACKSON -> serialized(value);
				case CONVERTED -> converted(value, shape);
				default -> throw new IllegalStateException("Unknown shape");
			}
		}
		finally {
			this.innermost = outer;
		}
	}

	/**
	 * By identity: {@code equals} of a value is code of its own.
	 */
	private boolean isOnPath(Object value) {
		for (Ancestor ancestor = this.innermost; ancestor != null; ancestor = ancestor.outer()) {
			if (ancestor.value() == value) {
				return true;
			}
		}
		return false;
	}

	private void bean(Object bean, ValueShape shape) {
		this.tokens.startObject();
		for (Property property : shape.properties()) {
			if (this.tokens.isExhausted()) {
				this.tokens.moreProperties("more");
				break;
			}
			if (property.secret()) {
				this.tokens.name(property.writer().getName());
				this.tokens.text(Redaction.MARKER);
			}
			else if (property.special()) {
				special(bean, property.writer());
			}
			else {
				this.tokens.name(property.writer().getName());
				value(read(() -> property.writer().get(bean)));
			}
		}
		this.tokens.endObject();
	}

	/**
	 * What a converter returns must not be for it again: it would go on without end.
	 */
	private void converted(Object value, ValueShape shape) {
		Object converted = read(() -> shape.converter().convert(value));
		if (converted == null || this.shapes.of(converted.getClass()).kind() != ValueShape.Kind.CONVERTED) {
			value(converted);
		}
		else {
			this.tokens.marker(simpleName(converted));
		}
	}

	private void special(Object bean, BeanPropertyWriter property) {
		try {
			JacksonValues jackson = this.shapes.jackson();
			this.tokens.json(jackson, jackson.write(bean, property, this.tokens.left()), true);
		}
		catch (Throwable ex) {
			this.tokens.name(property.getName());
			notSerialized(ex);
		}
	}

	private void error(Throwable error) {
		this.tokens.startObject();
		this.tokens.name("type");
		this.tokens.text(error.getClass().getName());
		this.tokens.name("message");
		value(read(error::getMessage));
		this.tokens.endObject();
	}

	private void map(Map<?, ?> map) {
		this.tokens.startObject();
		Iterator<?> entries = iterator(() -> map.entrySet().iterator());
		int count = 0;
		Object next;
		while ((next = next(entries, count)) != End.REACHED) {
			if (!(next instanceof Map.Entry<?, ?> entry)) {
				this.tokens.moreProperties(remaining(read(map::size), count));
				break;
			}
			count++;
			String key = keyOf(entry);
			this.tokens.name(key);
			named(key, read(entry::getValue));
		}
		this.tokens.endObject();
	}

	/**
	 * A key as text, if its class is one that a text stands for: the {@code toString} of
	 * another could say what is secret.
	 */
	private String keyOf(Map.Entry<?, ?> entry) {
		Object key = read(entry::getKey);
		if (key == null || key instanceof String || key instanceof Number || key instanceof Boolean) {
			return String.valueOf(read(() -> String.valueOf(key)));
		}
		return switch (this.shapes.of(key.getClass()).kind()) {
			case TEXT, DATE -> String.valueOf(read(key::toString));
			case CONSTANT -> ((Enum<?>) key).name();
			case TYPE -> ((Class<?>) key).getName();
			case SECRET -> Redaction.MARKER;
			default -> "<" + simpleName(key) + ">";
		};
	}

	private void collection(Collection<?> collection) {
		this.tokens.startArray();
		Iterator<?> elements = iterator(collection::iterator);
		int count = 0;
		Object next;
		while ((next = next(elements, count)) != End.REACHED) {
			if (next == End.CUT) {
				this.tokens.more(" " + remaining(read(collection::size), count));
				break;
			}
			count++;
			value(next);
		}
		this.tokens.endArray();
	}

	private void array(Object array) {
		this.tokens.startArray();
		int length = Array.getLength(array);
		for (int i = 0; i < length; i++) {
			if (i == this.settings.maxElements() || this.tokens.isExhausted()) {
				this.tokens.more(" " + (length - i) + " more");
				break;
			}
			value(Array.get(array, i));
		}
		this.tokens.endArray();
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
			return (count < this.settings.maxElements() && !this.tokens.isExhausted()) ? iterator.next() : End.CUT;
		}
		catch (Throwable ex) {
			return End.CUT;
		}
	}

	private static String remaining(@Nullable Object size, int count) {
		return (size instanceof Integer total && total > count) ? (total - count) + " more" : "more";
	}

	private void serialized(Object value) {
		try {
			JacksonValues jackson = this.shapes.jackson();
			this.tokens.json(jackson, jackson.write(value, this.tokens.left()), false);
		}
		catch (Throwable ex) {
			notSerialized(ex);
		}
	}

	private void notSerialized(Throwable ex) {
		if (causeOf(ex) instanceof TooLargeException) {
			this.tokens.tooLarge();
		}
		else {
			this.tokens.marker(notCaptured(ex));
		}
	}

	private void textOf(Callable<? extends @Nullable Object> text) {
		this.tokens.text(String.valueOf(read(() -> String.valueOf(text.call()))));
	}

	private static @Nullable Object read(Callable<? extends @Nullable Object> code) {
		try {
			return code.call();
		}
		catch (Throwable ex) {
			return "<" + notCaptured(ex) + ">";
		}
	}

	private static String notCaptured(Throwable ex) {
		return "not captured: " + causeOf(ex).getClass().getSimpleName();
	}

	private static Throwable causeOf(Throwable ex) {
		return (ex instanceof JacksonException && ex.getCause() != null) ? ex.getCause() : ex;
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

	/**
	 * A value that is being walked, and those around it.
	 */
	private record Ancestor(Object value, int depth, @Nullable Ancestor outer) {

	}

	private enum End {

		REACHED, CUT

	}

}
