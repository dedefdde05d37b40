/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.trace.DatasetEntry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Leads what is added to datasets past the queue to whoever sends it, and masks it on the
 * thread on which maskers are called. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class DatasetOutlet {

	private final ObservationMasking masking;

	private final ExportThread thread;

	private final BooleanSupplier finished;

	private volatile @Nullable Consumer<DatasetEntry> taker;

	private volatile LongSupplier delivered = () -> 0;

	private volatile LongSupplier lost = () -> 0;

	DatasetOutlet(ObservationMasking masking, ExportThread thread, BooleanSupplier finished) {
		this.masking = masking;
		this.thread = thread;
		this.finished = finished;
	}

	/**
	 * Hands over each observation from now on that is to be added to a dataset.
	 * @param taker takes it, on the thread of the application, and neither blocks nor
	 * throws
	 * @param delivered counts the items that the server has
	 * @param lost counts the items that could not be added
	 */
	public void handOver(Consumer<DatasetEntry> taker, LongSupplier delivered, LongSupplier lost) {
		this.delivered = delivered;
		this.lost = lost;
		this.taker = taker;
	}

	/**
	 * Returns the number of observations that were added to datasets.
	 * @return the count since the start
	 */
	public long delivered() {
		return this.delivered.getAsLong();
	}

	/**
	 * Returns the number of observations that could not be added to datasets.
	 * @return the count since the start
	 */
	public long lost() {
		return this.lost.getAsLong();
	}

	void accept(DatasetEntry entry) {
		Consumer<DatasetEntry> known = this.taker;
		if (known != null) {
			known.accept(entry);
		}
	}

	/**
	 * Masks a content.
	 * @param content the content
	 * @param maxTextLength the characters kept of each text
	 * @return the content as it may leave; an {@link IllegalStateException} once maskers
	 * may have been destroyed, and no signal at all if that happens meanwhile
	 */
	public Mono<CapturedContent> mask(CapturedContent content, int maxTextLength) {
		return Mono.create((sink) -> {
			prepare();
			boolean runs = !this.finished.getAsBoolean()
					&& this.thread.execute(() -> sink.success(this.masking.content(content, maxTextLength)));
			if (!runs) {
				sink.error(new IllegalStateException("The application is closing"));
			}
		});
	}

	/**
	 * On the caller's thread, as maskers are beans: while an application starts, another
	 * thread would wait for this one. What cannot be had now fails when it masks.
	 */
	private void prepare() {
		try {
			this.masking.prepare();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
		}
	}

}
