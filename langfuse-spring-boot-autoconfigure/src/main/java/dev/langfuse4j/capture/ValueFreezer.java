/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.langfuse4j.capture.ForeignCalls.TooManyCallsException;
import dev.langfuse4j.capture.JacksonValues.TooLargeException;
import dev.langfuse4j.capture.ValueShape.Property;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ser.BeanPropertyWriter;

import org.springframework.util.function.SingletonSupplier;

/**
 * Walks one value and keeps it as tokens. Code of the value's own (getters, iterators,
 * {@code toString}) runs inside {@link ValueCode#read}, so that the tokens stay
 * well-formed whatever it throws. Not thread-safe; use once.
 */
final class ValueFreezer {

	private final CaptureSettings settings;

	private final Redactions redactions;

	/**
	 * Asked for at the first value that is not plain, as making them takes a mapper.
	 */
	private final SingletonSupplier<ValueShapes> shapes;

	private final FrozenTokens tokens;

	private @Nullable ForeignCalls foreign;

	private @Nullable ValuePath path;

	ValueFreezer(CaptureSettings settings, Redactions redactions, SingletonSupplier<ValueShapes> shapes, int budget,
			boolean comparable, @Nullable ExpectedSize expected) {
		this.settings = settings;
		this.redactions = redactions;
		this.shapes = shapes;
		this.tokens = new FrozenTokens(settings.maxTextLength(), budget, comparable, expected);
	}

	CapturedContent content() {
		return this.tokens.content(this.redactions);
	}

	void arguments(ArgumentNames names, @Nullable Object[] arguments) {
		this.tokens.startArguments(names.pairs);
		for (int i = 0; i < names.names.length; i++) {
			this.tokens.parameter(names.names[i]);
			if (names.secret[i] && arguments[i] != null) {
				this.tokens.text(Redaction.MARKER);
			}
			else {
				value(arguments[i]);
			}
		}
		this.tokens.endObject();
	}

	/**
	 * Sets how many characters more may be used.
	 */
	void room(int characters) {
		this.tokens.left(characters);
	}

	/**
	 * Returns the number of characters that were used.
	 */
	int used() {
		return this.tokens.used();
	}

	void startElements() {
		this.tokens.startArray();
	}

	/**
	 * The beginning of a text as an element.
	 */
	void beginning(CharSequence beginning, long length) {
		this.tokens.countValue();
		if (length == beginning.length()) {
			this.tokens.text(beginning.toString());
		}
		else {
			this.tokens.beginning(beginning, length);
		}
	}

	/**
	 * Freezes one more element, if there is room.
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
		else if (value instanceof BoundedText text) {
			this.tokens.text(text);
		}
		else if (value instanceof Medium medium) {
			this.tokens.medium(medium);
		}
		else if (value instanceof Boolean bool) {
			this.tokens.bool(bool);
		}
		else if (!(value instanceof Number number) || !this.tokens.number(number)) {
			shaped(value);
		}
	}

	private void shaped(Object value) {
		ValueShape shape = this.shapes.obtain().of(value.getClass());
		switch (shape.kind()) {
			case TEXT -> textOf(value::toString);
			case CONSTANT -> this.tokens.text(((Enum<?>) value).name());
			case TYPE -> this.tokens.text(((Class<?>) value).getName());
			case DATE -> textOf(() -> new Date(((Date) value).getTime()).toInstant());
			case MARKER -> this.tokens.marker(Marker.describe(value));
			case SELF -> textOf(() -> this.shapes.obtain().descriptions().of(value));
			case FOREIGN_SELF -> foreignSelf(value);
			case SECRET -> this.tokens.text(Redaction.MARKER);
			case CONVERTED -> converted(value, shape);
			default -> nested(value, shape);
		}
	}

	private void nested(Object value, ValueShape shape) {
		ValuePath path = (this.path != null) ? this.path : new ValuePath();
		this.path = path;
		if (path.contains(value)) {
			this.tokens.marker("cycle: " + Marker.nameOf(value.getClass()));
			return;
		}
		if (path.depth() >= this.settings.maxDepth()) {
			this.tokens.marker("depth limit: " + Marker.nameOf(value.getClass()));
			return;
		}
		path.enter(value);
		try {
			switch (shape.kind()) {
				case MAP -> map((Map<?, ?>) value);
				case COLLECTION -> collection((Collection<?>) value);
				case ARRAY -> array(value);
				case ERROR -> error((Throwable) value);
				case OPTIONAL -> value(((Optional<?>) value).orElse(null));
				case BEAN -> bean(value, shape);
				case WRAPPER -> wrapped(value, shape.properties().get(0));
				case JACKSON -> serialized(value);
				default -> throw new IllegalStateException("Unknown shape");
			}
		}
		finally {
			path.leave();
		}
	}

	private void bean(Object bean, ValueShape shape) {
		this.tokens.startObject();
		for (Property property : shape.properties()) {
			if (this.tokens.isExhausted() || (property.foreign() && !foreign().begin())) {
				this.tokens.moreProperties("more");
				break;
			}
			property(bean, property);
			if (property.foreign()) {
				foreign().end();
			}
		}
		this.tokens.endObject();
	}

	private void property(Object bean, Property property) {
		if (property.special() != null) {
			special(bean, property.name(), property.special());
		}
		else {
			this.tokens.name(property.name());
			wrapped(bean, property);
		}
	}

	private void wrapped(Object bean, Property property) {
		if (property.fixed() != null) {
			this.tokens.text(property.fixed());
		}
		else {
			value(property.foreign() ? foreign().read(() -> property.reader().read(bean))
					: ValueCode.read(() -> property.reader().read(bean)));
		}
	}

	private ForeignCalls foreign() {
		ForeignCalls calls = (this.foreign != null) ? this.foreign : new ForeignCalls(this.tokens);
		this.foreign = calls;
		return calls;
	}

	private void foreignSelf(Object value) {
		if (foreign().begin()) {
			this.tokens.text(String.valueOf(foreign().read(() -> this.shapes.obtain().descriptions().of(value))));
			foreign().end();
		}
		else {
			this.tokens.more("");
		}
	}

	/**
	 * A converter is not asked to convert its own result, which could recurse without
	 * end.
	 */
	private void converted(Object value, ValueShape shape) {
		Object converted = ValueCode.read(() -> shape.converter().convert(value));
		if (converted == null || this.shapes.obtain().of(converted.getClass()).kind() != ValueShape.Kind.CONVERTED) {
			value(converted);
		}
		else {
			this.tokens.marker(Marker.nameOf(converted.getClass()));
		}
	}

	private void special(Object bean, String name, BeanPropertyWriter writer) {
		try {
			JacksonValues jackson = this.shapes.obtain().jackson();
			String json = jackson.write(bean, writer, this.tokens.left(), foreign()::count);
			this.tokens.json(jackson, json, true);
		}
		catch (Throwable ex) {
			foreign().failed(ex);
			this.tokens.name(name);
			notSerialized(ex);
		}
	}

	private void error(Throwable error) {
		this.tokens.startObject();
		this.tokens.name("type");
		this.tokens.text(error.getClass().getName());
		this.tokens.name("message");
		value(ValueCode.read(error::getMessage));
		this.tokens.endObject();
	}

	private void map(Map<?, ?> map) {
		this.tokens.startObject();
		Iterator<?> entries = iterator(() -> map.entrySet().iterator());
		int count = 0;
		Object next;
		while ((next = next(entries, count)) != End.REACHED) {
			if (!(next instanceof Map.Entry<?, ?> entry)) {
				this.tokens.moreProperties(remaining(ValueCode.read(map::size), count));
				break;
			}
			count++;
			String key = this.shapes.obtain().keys().of(entry);
			this.tokens.name(key);
			named(key, ValueCode.read(entry::getValue));
		}
		this.tokens.endObject();
	}

	private void collection(Collection<?> collection) {
		this.tokens.startArray();
		Iterator<?> elements = iterator(collection::iterator);
		int count = 0;
		Object next;
		while ((next = next(elements, count)) != End.REACHED) {
			if (next == End.CUT) {
				this.tokens.more(" " + remaining(ValueCode.read(collection::size), count));
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
		return (ValueCode.read(code) instanceof Iterator<?> iterator) ? iterator : Collections.emptyIterator();
	}

	/**
	 * Returns the next element, or a marker with the reason if there is none. An iterator
	 * that throws ends like one that is too long.
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
			JacksonValues jackson = this.shapes.obtain().jackson();
			this.tokens.json(jackson, jackson.write(value, this.tokens.left(), foreign()::count), false);
		}
		catch (Throwable ex) {
			foreign().failed(ex);
			notSerialized(ex);
		}
	}

	private void notSerialized(Throwable ex) {
		Throwable cause = ValueCode.causeOf(ex);
		if (cause instanceof TooLargeException) {
			this.tokens.tooLarge();
		}
		else {
			this.tokens
				.marker((cause instanceof TooManyCallsException) ? FrozenTokens.TOO_LARGE : ValueCode.notCaptured(ex));
		}
	}

	private void textOf(Callable<? extends @Nullable Object> text) {
		this.tokens.text(String.valueOf(ValueCode.read(() -> String.valueOf(text.call()))));
	}

	private enum End {

		REACHED, CUT

	}

}
