/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.Redact;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Methods that return a stream or an iterator.
 */
class StreamResultsTests {

	@Test
	void streamEndsWhenItIsExhausted() {
		run((service, recorder) -> {
			AtomicInteger read = new AtomicInteger();
			Stream<Integer> stream = service.stream(Stream.iterate(1, (i) -> i + 1).peek((i) -> read.set(i)).limit(3));
			assertThat(read).hasValue(0);
			assertThat(recorder).hasNoTrace();
			assertThat(stream.map((i) -> i * 10)).containsExactly(10, 20, 30);
			assertThat(recorder).hasTraceWithRoot("stream")
				.hasOutput("[1,2,3]")
				.satisfies((data) -> assertThat(data.modelCall().completionStartTime()).isNotNull());
		});
	}

	@Test
	void streamIsWorkedOffOneByOne() {
		run((service, recorder) -> {
			AtomicInteger read = new AtomicInteger();
			try (Stream<Integer> stream = service.stream(Stream.iterate(1, (i) -> i + 1).peek((i) -> read.set(i)))) {
				assertThat(stream.anyMatch((i) -> i == 2)).isTrue();
				assertThat(recorder).hasNoTrace();
			}
			assertThat(read).hasValue(2);
			assertThat(recorder).hasTraceWithRoot("stream").hasOutput("[1,2]").hasLevel(ObservationLevel.DEFAULT);
		});
	}

	@Test
	void closingClosesTheUsersStreamOnce() {
		run((service, recorder) -> {
			AtomicInteger closed = new AtomicInteger();
			Stream<Integer> stream = service.stream(Stream.of(1, 2).onClose(closed::incrementAndGet));
			assertThat(stream.count()).isEqualTo(2);
			assertThat(closed).hasValue(0);
			stream.close();
			assertThat(closed).hasValue(1);
			assertThat(recorder).hasSingleTrace().withRoot("stream").hasOutput("[1,2]");
		});
	}

	@Test
	void parallelStreamEndsWhenAllPartsAre() {
		run((service, recorder) -> {
			List<Integer> numbers = IntStream.range(0, 10_000).boxed().toList();
			assertThat(service.stream(numbers.parallelStream()).mapToInt(Integer::intValue).sum())
				.isEqualTo(49_995_000);
			assertThat(recorder).hasSingleTrace().withRoot("stream").hasOutputContaining("… 9000 more");
		});
	}

	@Test
	void emptyStreamHasNoOutput() {
		run((service, recorder) -> {
			assertThat(service.stream(Stream.empty())).isEmpty();
			assertThat(recorder).hasTraceWithRoot("stream").hasOutput(null);
			recorder.clear();
			assertThat(service.texts(Stream.of("a", "b")).toList()).containsExactly("a", "b");
			assertThat(recorder).hasTraceWithRoot("texts").hasOutput("ab");
			recorder.clear();
			assertThat(service.stream(null)).isNull();
			assertThat(recorder).hasTraceWithRoot("stream").hasOutput(null);
		});
	}

	@Test
	void failuresOfTheSourceAreFailuresAndThoseOfTheConsumerAreNot() {
		run((service, recorder) -> {
			Stream<Integer> failing = service.stream(Stream.of(1, 2, 3).peek((i) -> {
				if (i == 2) {
					throw new IllegalStateException("source");
				}
			}));
			assertThatIllegalStateException().isThrownBy(failing::toList).withMessage("source");
			assertThat(recorder).hasTraceWithRoot("stream").hasFailed("source").hasOutput("[1]");
			recorder.clear();
			try (Stream<Integer> stream = service.stream(Stream.of(1, 2, 3))) {
				assertThatIllegalStateException().isThrownBy(() -> stream.forEach((i) -> {
					throw new IllegalStateException("consumer");
				}));
			}
			assertThat(recorder).hasTraceWithRoot("stream").hasLevel(ObservationLevel.DEFAULT).hasOutput("[1]");
		});
	}

	@Test
	void whatTheSourceObservesIsBelowAndWhatTheConsumerDoesIsNot() {
		run((service, recorder) -> {
			service.mapped(Stream.of("a")).forEach(service::load);
			assertThat(recorder).hasTraces(2);
			assertThat(recorder).hasTraceWithRoot("mapped").hasOnlyChildren("call");
			assertThat(recorder).hasTraceWithRoot("load");
		});
	}

	@Test
	void streamThatNobodyWorksOffIsNotSent() {
		run((service, recorder) -> {
			service.stream(Stream.of(1));
			assertThat(recorder).hasNoTrace();
		});
	}

	@Test
	void iteratorEndsWhenItIsExhausted() {
		run((service, recorder) -> {
			Iterator<String> iterator = service.iterator(Arrays.asList("a", null, "b").iterator());
			assertThat(iterator.next()).isEqualTo("a");
			assertThat(recorder).hasNoTrace();
			assertThat(iterator).toIterable().containsExactly(null, "b");
			assertThat(iterator.hasNext()).isFalse();
			assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
			assertThat(recorder).hasSingleTrace().withRoot("iterator").hasOutput("[\"a\",null,\"b\"]");
		});
	}

	@Test
	void endlessIteratorTakesBoundedRoom() {
		run((service, recorder) -> {
			Iterator<Integer> iterator = service.numbers(IntStream.range(0, 100_000).iterator());
			iterator.forEachRemaining((i) -> {
			});
			assertThat(recorder).hasTraceWithRoot("numbers")
				.hasOutputContaining(",999,\"… 99000 more\"]")
				.satisfies((data) -> assertThat(data.output().length()).isLessThan(20_000));
		});
	}

	@Test
	void iteratorThatIsToBeClosedStaysWhatItIs() {
		run((service, recorder) -> {
			try (CloseableIterator closeable = new CloseableIterator()) {
				assertThat(service.iterator(closeable)).isSameAs(closeable);
			}
			assertThat(recorder).hasTraceWithRoot("iterator").hasOutputContaining("CloseableIterator");
		});
	}

	@Test
	void streamThatIsUsedUpFailsWhereItIsUsed() {
		run((service, recorder) -> {
			Stream<Integer> used = Stream.of(1);
			used.toList();
			Stream<Integer> stream = service.stream(used);
			assertThatIllegalStateException().isThrownBy(stream::toList);
		});
	}

	@Test
	void otherIterablesAreValues() {
		run((service, recorder) -> {
			AtomicBoolean read = new AtomicBoolean();
			service.iterable(() -> {
				read.set(true);
				return List.of("x").iterator();
			});
			assertThat(read).isFalse();
			assertThat(recorder).hasTraceWithRoot("iterable").hasOutputContaining("<");
		});
	}

	@Test
	void resultIsWhatAggregatorsMakeOfTheElements() {
		run((service, recorder) -> {
			service.joined(Stream.of("a", "b")).toList();
			assertThat(recorder).hasTraceWithRoot("joined").hasOutput("a-b").hasMetadata("count", "2");
			recorder.clear();
			service.byBean(Stream.of("a", "b")).toList();
			assertThat(recorder).hasTraceWithRoot("byBean").hasOutput("2 elements");
			recorder.clear();
			service.secret(Stream.of("a", "b")).toList();
			assertThat(recorder).hasTraceWithRoot("secret").hasOutput("<redacted>");
		});
	}

	private static void run(BiConsumer<Service, LangfuseRecorder> code) {
		LangfuseContexts.plainRunner()
			.withBean(LangfuseRecorder.class)
			.withBean(Inner.class)
			.withBean("counting", Counting.class)
			.withBean(Service.class)
			.run((context) -> code.accept(context.getBean(Service.class), context.getBean(LangfuseRecorder.class)));
	}

	static class CloseableIterator implements Iterator<String>, AutoCloseable {

		@Override
		public boolean hasNext() {
			return false;
		}

		@Override
		public String next() {
			throw new NoSuchElementException();
		}

		@Override
		public void close() {
		}

	}

	static class Counting {

		public String describe(List<?> elements) {
			return elements.size() + " elements";
		}

	}

	static class Inner {

		@Observe
		String call(String text) {
			return text;
		}

	}

	static class Service {

		private final Inner inner;

		Service(Inner inner) {
			this.inner = inner;
		}

		@Observe
		Stream<Integer> stream(Stream<Integer> stream) {
			return stream;
		}

		@Observe
		Stream<String> texts(Stream<String> stream) {
			return stream;
		}

		@Observe
		Stream<String> mapped(Stream<String> stream) {
			return stream.map(this.inner::call);
		}

		@Observe
		String load(String text) {
			return text;
		}

		@Observe
		Iterator<String> iterator(Iterator<String> iterator) {
			return iterator;
		}

		@Observe
		Iterator<Integer> numbers(Iterator<Integer> iterator) {
			return iterator;
		}

		@Observe
		Iterable<String> iterable(Iterable<String> iterable) {
			return iterable;
		}

		@Observe(output = "T(String).join('-', #result)", metadata = "count=#result.size()")
		Stream<String> joined(Stream<String> stream) {
			return stream;
		}

		@Observe(output = "@counting.describe(#result)")
		Stream<String> byBean(Stream<String> stream) {
			return stream;
		}

		@Observe
		@Redact
		Stream<String> secret(Stream<String> stream) {
			return stream;
		}

	}

}
