/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Turns Java values into {@link CapturedContent}: bounded in depth, elements and
 * characters, with cycles cut. Never throws, never blocks, whatever a getter or
 * {@code toString} of a value does; a part that cannot be read becomes a short marker.
 * This includes errors of the virtual machine: code that is only called for a recording
 * may need more memory than there is, and the application has not called it; for the same
 * reason it is not observed. Shared by all rooms that record content; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ContentCapture {

	private static final int WHOLE_DEPTH = 100;

	private final CaptureSettings settings;

	private final ErrorCapture errors;

	private final Redactions redactions;

	private final SingletonSupplier<ValueShapes> shapes;

	/**
	 * Captures inputs that are compared, or {@code null} if this one does.
	 */
	private final @Nullable ContentCapture comparing;

	private volatile @Nullable CaptureTimes times;

	/**
	 * Creates a capture without redactions and extensions.
	 * @param settings the limits and the parts to capture
	 */
	public ContentCapture(CaptureSettings settings) {
		this(settings, Redactions.none(), new ApplicationClasses(List.of()), List::of, List::of);
	}

	/**
	 * Creates a capture.
	 * @param settings the limits and the parts to capture
	 * @param redactions the secret values
	 * @param application determines the classes of the application
	 * @param converters for values of libraries' types, resolved at the first value
	 * @param customizers of the mapper, resolved at the first value
	 */
	public ContentCapture(CaptureSettings settings, Redactions redactions, ApplicationClasses application,
			Supplier<List<ValueConverter>> converters, Supplier<List<CaptureJsonMapperCustomizer>> customizers) {
		this.settings = settings;
		this.errors = new ErrorCapture(settings);
		this.redactions = redactions;
		this.shapes = SingletonSupplier
			.of(() -> new ValueShapes(redactions, application, converters.get(), customizers.get()));
		this.comparing = new ContentCapture(this, settings, true);
	}

	private ContentCapture(ContentCapture other, CaptureSettings settings, boolean compares) {
		this.settings = settings;
		this.errors = other.errors;
		this.redactions = other.redactions;
		this.shapes = other.shapes;
		this.comparing = compares ? null : new ContentCapture(this, settings, true);
	}

	/**
	 * A capture with the same redactions for what must be kept as a whole, such as a test
	 * case: it cuts no text and no collection before a value as a whole is too large.
	 * @param characters how many characters a value may take
	 * @return the capture
	 */
	public ContentCapture whole(int characters) {
		CaptureSettings limits = new CaptureSettings(this.settings.content(), this.settings.switches(),
				this.settings.switchesByType(), this.settings.switchesOfMethods(), this.settings.stackTraces(),
				characters, characters, WHOLE_DEPTH, characters, false);
		return new ContentCapture(this, limits, false);
	}

	/**
	 * Returns a capture for the inputs of model calls. Inputs that are too large to be
	 * kept can still be compared.
	 * @return the capture, or this one if inputs are not compared
	 */
	public ContentCapture comparing() {
		return (this.comparing != null && this.settings.comparing()) ? this.comparing : this;
	}

	/**
	 * The settings in force.
	 * @return the settings
	 */
	public CaptureSettings settings() {
		return this.settings;
	}

	/**
	 * Starts to measure the time to capture values other than plain texts.
	 * @return the times
	 */
	public CaptureTimes measure() {
		CaptureTimes measured = new CaptureTimes();
		this.times = measured;
		if (this.comparing != null) {
			this.comparing.times = measured;
		}
		return measured;
	}

	/**
	 * Captures a value of the user's code: input, output, metadata.
	 * @param value the value, may be {@code null}
	 * @param budget the characters this content may take
	 * @return the content, or {@code null} for {@code null} or when no content is
	 * recorded
	 */
	public @Nullable CapturedContent content(@Nullable Object value, int budget) {
		return this.settings.content() ? value(value, budget) : null;
	}

	/**
	 * Prepares to capture the arguments of a method.
	 * @param names the names of its parameters
	 * @return the names, for all calls of the method
	 */
	public ArgumentNames names(String... names) {
		return new ArgumentNames(names, this.redactions);
	}

	/**
	 * Captures a method's arguments as one JSON object.
	 * @param names the names of the parameters
	 * @param arguments the arguments, as many as names
	 * @param budget the characters this content may take
	 * @return the content, or {@code null} without arguments or when no content is
	 * recorded
	 */
	public @Nullable CapturedContent arguments(ArgumentNames names, @Nullable Object[] arguments, int budget) {
		if (!this.settings.content() || names.names.length == 0) {
			return null;
		}
		return guarded((freezer) -> freezer.arguments(names, arguments), budget, names.size);
	}

	/**
	 * Captures the value of a name, such as a key of the metadata.
	 * @param name the name
	 * @param value the value, may be {@code null}
	 * @param budget the characters this content may take
	 * @return the content, or {@code null} for {@code null} or when no content is
	 * recorded
	 */
	public @Nullable CapturedContent content(String name, @Nullable Object value, int budget) {
		return content((value != null && this.redactions.isSecretName(name)) ? Redaction.VALUE : value, budget);
	}

	/**
	 * Captures a value that is not content in the sense of
	 * {@link CaptureSettings#content()}, such as the parameters of a model call.
	 * @param value the value, may be {@code null}
	 * @param budget the characters this content may take
	 * @return the content, or {@code null} for {@code null}
	 */
	public @Nullable CapturedContent value(@Nullable Object value, int budget) {
		return value(value, budget, null);
	}

	/**
	 * Captures a value of a place whose values have a usual size.
	 * @param value the value, may be {@code null}
	 * @param budget the characters this content may take
	 * @param size the usual size, or {@code null} if it is not known
	 * @return the content, or {@code null} for {@code null}
	 */
	public @Nullable CapturedContent value(@Nullable Object value, int budget, @Nullable ExpectedSize size) {
		if (value == null) {
			return null;
		}
		if (value instanceof String text) {
			int limit = Math.min(this.settings.maxTextLength(), budget);
			return (this.comparing != null) ? CapturedContent.text(text, limit)
					: CapturedContent.comparable(text, limit);
		}
		if (value instanceof BoundedText text) {
			return text.content(Math.min(this.settings.maxTextLength(), budget));
		}
		if (value == Redaction.VALUE) {
			return CapturedContent.text(Redaction.MARKER);
		}
		return guarded((freezer) -> freezer.value(value), budget, size);
	}

	/**
	 * Captures an exception.
	 * @param error the exception
	 * @param whole whether to record more than its class
	 * @param budget the characters that it may take
	 * @param recorded the recorded stack traces of the trace
	 * @param observation the ID of the observation that records it
	 * @return the parts to record
	 */
	public CapturedError error(Throwable error, boolean whole, int budget, RecordedErrors recorded,
			String observation) {
		boolean outer = Unobserved.enter();
		try {
			return this.errors.capture(error, whole && this.settings.content(), budget, recorded, observation);
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * Returns the text of a name, such as a key of a trace's metadata, which the caller
	 * cuts.
	 * @param name the name
	 * @param text the text
	 * @return the text, or its replacement if it is secret, or {@code null} if no content
	 * is recorded
	 */
	public @Nullable String text(String name, String text) {
		if (!this.settings.content()) {
			return null;
		}
		return this.redactions.isSecretName(name) ? Redaction.MARKER : text;
	}

	/**
	 * Captures consecutive values.
	 * @param budget their common budget
	 * @return the capture of the elements
	 */
	public ElementCapture elements(ContentBudget budget) {
		return new ElementCapture(() -> freezer(budget.left(), null),
				(type) -> this.shapes.obtain().elementConverter(type), this.settings.maxTextLength(), budget);
	}

	private CapturedContent guarded(Freezing freezing, int budget, @Nullable ExpectedSize size) {
		CaptureTimes times = this.times;
		if (times == null) {
			return freeze(freezing, budget, size);
		}
		long start = System.nanoTime();
		try {
			return freeze(freezing, budget, size);
		}
		finally {
			times.add(System.nanoTime() - start);
		}
	}

	private CapturedContent freeze(Freezing freezing, int budget, @Nullable ExpectedSize size) {
		boolean outer = Unobserved.enter();
		try {
			ValueFreezer freezer = freezer(budget, size);
			freezing.freeze(freezer);
			return freezer.content();
		}
		catch (Throwable ex) {
			return CapturedContent.text("<" + Marker.notCaptured(ex) + ">");
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	private ValueFreezer freezer(int budget, @Nullable ExpectedSize size) {
		return new ValueFreezer(this.settings, this.redactions, this.shapes, budget, this.comparing == null, size);
	}

	private interface Freezing {

		void freeze(ValueFreezer freezer);

	}

}
