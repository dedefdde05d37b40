package dev.langfuse4j.capture;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Records exceptions, whatever their overridden methods do.
 */
final class ErrorCapture {

	private static final int MAX_STACK_TRACE = 16_000;

	private final CaptureSettings settings;

	ErrorCapture(CaptureSettings settings) {
		this.settings = settings;
	}

	CapturedError capture(Throwable error, boolean whole) {
		Throwable failure = failureOf(error);
		String type = failure.getClass().getName();
		if (!whole) {
			return new CapturedError(type, type, null);
		}
		String message = message(failure);
		return new CapturedError(type, StringUtils.hasText(message) ? message : type,
				this.settings.stackTraces() ? stackTrace(error) : null);
	}

	/**
	 * What another thread failed with: the wrapper says nothing.
	 */
	private static Throwable failureOf(Throwable error) {
		boolean wrapper = error.getClass() == CompletionException.class || error.getClass() == ExecutionException.class;
		Throwable cause = wrapper ? error.getCause() : null;
		return (cause != null) ? cause : error;
	}

	private @Nullable String message(Throwable error) {
		try {
			String message = error.getMessage();
			return (message != null) ? TextLimit.precut(message, this.settings.maxTextLength()) : null;
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static @Nullable String stackTrace(Throwable error) {
		LimitedWriter writer = new LimitedWriter();
		try (PrintWriter printer = new PrintWriter(writer)) {
			error.printStackTrace(printer);
		}
		catch (Throwable ex) {
			return null;
		}
		return writer.toString();
	}

	/**
	 * Keeps the beginning: a deep chain of causes prints without bound otherwise.
	 */
	private static final class LimitedWriter extends Writer {

		private final StringBuilder text = new StringBuilder();

		private long missing;

		@Override
		public void write(char[] chars, int offset, int length) {
			int room = MAX_STACK_TRACE + TextLimit.OVERLAP - this.text.length();
			this.missing += Math.max(0, length - Math.max(0, room));
			this.text.append(chars, offset, Math.min(length, Math.max(0, room)));
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

		@Override
		public String toString() {
			return (this.missing > 0) ? TextLimit.mark(this.text.toString(), this.missing) : this.text.toString();
		}

	}

}
