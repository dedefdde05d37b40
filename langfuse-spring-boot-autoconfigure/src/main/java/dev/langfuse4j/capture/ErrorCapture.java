/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Records exceptions, whatever their overridden methods do.
 */
final class ErrorCapture {

	private static final int MAX_STACK_TRACE = 16_000;

	/**
	 * Maximum number of causes of an exception to follow, because they may form a cycle.
	 */
	private static final int MAX_CAUSES = 32;

	private final CaptureSettings settings;

	ErrorCapture(CaptureSettings settings) {
		this.settings = settings;
	}

	/**
	 * Captures an exception.
	 * @param error the exception
	 * @param whole whether to record more than its class
	 * @param budget the characters that its message and stack trace may take
	 * @param recorded where the stack traces of the trace are
	 * @param observation the id of the observation that records this one
	 */
	CapturedError capture(Throwable error, boolean whole, int budget, RecordedErrors recorded, String observation) {
		Throwable failure = failureOf(error);
		String type = failure.getClass().getName();
		if (!whole) {
			return new CapturedError(type, CapturedContent.text(type), null);
		}
		String text = message(failure);
		CapturedContent message = CapturedContent.text(StringUtils.hasText(text) ? text : type,
				Math.min(this.settings.maxTextLength(), budget));
		return new CapturedError(type, message, this.settings.stackTraces()
				? stackTrace(error, failure, Math.max(0, budget - message.length()), recorded, observation) : null);
	}

	/**
	 * Returns the failure of another thread, without the exception that wraps it.
	 */
	private static Throwable failureOf(Throwable error) {
		boolean wrapper = error.getClass() == CompletionException.class || error.getClass() == ExecutionException.class;
		Throwable cause = wrapper ? error.getCause() : null;
		return (cause != null) ? cause : error;
	}

	private static @Nullable String message(Throwable error) {
		try {
			return error.getMessage();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static @Nullable CapturedContent stackTrace(Throwable error, Throwable failure, int budget,
			RecordedErrors recorded, String observation) {
		String elsewhere = recorded.find(failure, observation);
		if (elsewhere != null) {
			return CapturedContent.text(reference(elsewhere));
		}
		int limit = Math.min(MAX_STACK_TRACE, budget);
		LimitedWriter writer = new LimitedWriter(limit);
		try (PrintWriter printer = new PrintWriter(writer)) {
			print(error, printer, recorded, observation);
		}
		catch (Throwable ex) {
			return null;
		}
		if (limit == MAX_STACK_TRACE || writer.length() <= limit) {
			recorded.add(error, failure, observation);
		}
		return writer.content();
	}

	/**
	 * Prints an exception, up to a cause that another observation has.
	 */
	private static void print(Throwable error, PrintWriter printer, RecordedErrors recorded, String observation) {
		Throwable cause = error.getCause();
		String elsewhere = null;
		for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
			elsewhere = recorded.find(cause, observation);
			if (elsewhere != null) {
				break;
			}
			cause = cause.getCause();
		}
		if (elsewhere == null || cause == null) {
			error.printStackTrace(printer);
			return;
		}
		StackTraceElement[] below = cause.getStackTrace();
		for (Throwable each = error; each != cause && each != null; each = each.getCause()) {
			printer.println(((each != error) ? "Caused by: " : "") + each);
			print(each.getStackTrace(), below, printer);
		}
		printer.println("Caused by: " + cause);
		printer.println("\t" + reference(elsewhere));
	}

	/**
	 * Prints the frames that are not those of the cause, as the JDK does the other way
	 * round.
	 */
	private static void print(StackTraceElement[] frames, StackTraceElement[] below, PrintWriter printer) {
		int common = 0;
		while (common < frames.length && common < below.length
				&& frames[frames.length - 1 - common].equals(below[below.length - 1 - common])) {
			common++;
		}
		for (int i = 0; i < frames.length - common; i++) {
			printer.println("\tat " + frames[i]);
		}
		if (common > 0) {
			printer.println("\t... " + common + " more");
		}
	}

	private static String reference(String observation) {
		return "see observation " + observation;
	}

}
