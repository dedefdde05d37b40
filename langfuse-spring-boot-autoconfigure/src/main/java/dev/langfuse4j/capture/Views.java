/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Views of libraries' collections as collections and maps of the JDK's. Nothing is
 * copied: a capture reads no more of a view than it keeps. For converters.
 *
 * @since 0.1.0
 */
@Internal
public final class Views {

	private Views() {
	}

	/**
	 * Views elements as a collection.
	 * @param <E> the type of an element
	 * @param elements the elements
	 * @param size the number of elements
	 * @param shown converts an element
	 * @return the view
	 */
	public static <E> Collection<@Nullable Object> collection(Iterable<? extends E> elements, IntSupplier size,
			Function<? super E, ? extends @Nullable Object> shown) {
		return new AbstractCollection<>() {

			@Override
			public Iterator<@Nullable Object> iterator() {
				return new MappedIterator<E, @Nullable Object>(elements.iterator(), shown);
			}

			@Override
			public int size() {
				return size.getAsInt();
			}

		};
	}

	/**
	 * Views elements as the entries of a map.
	 * @param <E> the type of an element
	 * @param elements the elements
	 * @param size how many there are
	 * @param key the key of an element
	 * @param value the value of an element
	 * @return the view
	 */
	public static <E> Map<@Nullable Object, @Nullable Object> map(Iterable<? extends E> elements, IntSupplier size,
			Function<? super E, ? extends @Nullable Object> key,
			Function<? super E, ? extends @Nullable Object> value) {
		Set<Map.Entry<@Nullable Object, @Nullable Object>> entries = new AbstractSet<>() {

			@Override
			public Iterator<Map.Entry<@Nullable Object, @Nullable Object>> iterator() {
				return new MappedIterator<E, Map.Entry<@Nullable Object, @Nullable Object>>(elements.iterator(),
						(element) -> new AbstractMap.SimpleImmutableEntry<>(key.apply(element), value.apply(element)));
			}

			@Override
			public int size() {
				return size.getAsInt();
			}

		};
		return new AbstractMap<>() {

			@Override
			public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
				return entries;
			}

		};
	}

	private record MappedIterator<E, R extends @Nullable Object>(Iterator<? extends E> elements,
			Function<? super E, ? extends R> mapping) implements Iterator<R> {

		@Override
		public boolean hasNext() {
			return this.elements.hasNext();
		}

		@Override
		public R next() {
			return this.mapping.apply(this.elements.next());
		}

	}

}
