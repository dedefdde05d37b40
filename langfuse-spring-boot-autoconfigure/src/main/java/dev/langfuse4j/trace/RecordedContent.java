package dev.langfuse4j.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.CapturedError;
import dev.langfuse4j.capture.ContentBudget;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * What an observation records of content, and the one budget of all of it: who captures a
 * value asks it how much is left. Thread-safe.
 */
final class RecordedContent implements ContentBudget {

	/**
	 * By how much a value may take more than what was left: a name or a marker is not cut
	 * in its middle.
	 */
	private static final int TOLERANCE = 1_000;

	private final ContentCapture capture;

	private int used;

	private @Nullable CapturedContent input;

	private @Nullable CapturedContent output;

	private @Nullable CapturedContent status;

	private @Nullable CapturedContent modelParameters;

	private @Nullable Map<String, CapturedContent> metadata;

	RecordedContent(ContentCapture capture) {
		this.capture = capture;
	}

	CaptureSettings settings() {
		return this.capture.settings();
	}

	/**
	 * Captures a value that takes the place of another.
	 */
	@Nullable CapturedContent capture(@Nullable Object value, @Nullable CapturedContent before) {
		return this.capture.content(value, leftInsteadOf(before));
	}

	/**
	 * Captures the value of a key of the metadata.
	 */
	@Nullable CapturedContent captureMetadata(String key, @Nullable Object value) {
		return this.capture.content(key, value, leftInsteadOf(metadata(key)));
	}

	/**
	 * Captures the parameters of a model call.
	 */
	@Nullable CapturedContent captureParameters(Object parameters) {
		return this.capture.value(parameters, leftInsteadOf(modelParameters()));
	}

	/**
	 * Captures an exception.
	 */
	CapturedError capture(Throwable error, boolean whole, TraceState trace, String id) {
		return this.capture.error(error, whole, left(), trace.errors(), id);
	}

	@Override
	public synchronized int left() {
		return leftInsteadOf(null);
	}

	private synchronized int leftInsteadOf(@Nullable CapturedContent before) {
		int others = this.used - ((before != null) ? before.length() : 0);
		return Math.max(0, this.capture.settings().maxTotalLength() - others);
	}

	@Override
	public synchronized void take(int characters) {
		this.used += characters;
	}

	/**
	 * Takes what somebody else keeps until the observation ends.
	 */
	synchronized @Nullable CapturedContent taken(@Nullable CapturedContent content) {
		return instead(null, content);
	}

	synchronized void input(@Nullable CapturedContent content) {
		this.input = instead(this.input, content);
	}

	synchronized void output(@Nullable CapturedContent content) {
		this.output = instead(this.output, content);
	}

	synchronized void status(@Nullable CapturedContent content) {
		this.status = instead(this.status, content);
	}

	synchronized void modelParameters(@Nullable CapturedContent content) {
		this.modelParameters = instead(this.modelParameters, content);
	}

	synchronized void metadata(String key, @Nullable CapturedContent content) {
		if (content == null) {
			return;
		}
		if (this.metadata == null) {
			this.metadata = new LinkedHashMap<>();
		}
		String name = Names.precut(key);
		CapturedContent before = this.metadata.get(name);
		if (before != null || this.metadata.size() < this.capture.settings().maxElements()) {
			this.used += (before != null) ? 0 : Math.min(name.length(), Names.MAX_LENGTH);
			this.metadata.put(name, instead(before, content));
		}
	}

	synchronized @Nullable CapturedContent input() {
		return this.input;
	}

	synchronized @Nullable CapturedContent output() {
		return this.output;
	}

	synchronized @Nullable CapturedContent status() {
		return this.status;
	}

	synchronized @Nullable CapturedContent modelParameters() {
		return this.modelParameters;
	}

	synchronized @Nullable CapturedContent metadata(String key) {
		return (this.metadata != null) ? this.metadata.get(Names.precut(key)) : null;
	}

	synchronized Map<String, CapturedContent> metadata() {
		return (this.metadata != null) ? Collections.unmodifiableMap(this.metadata) : Map.of();
	}

	/**
	 * Lets go of the content: whoever still holds the observation, such as a child that
	 * lives on, does not hold that too.
	 * @param context what was captured on our own context
	 */
	synchronized void release(@Nullable LangfuseObservationContext context) {
		this.input = null;
		this.output = null;
		this.status = null;
		this.modelParameters = null;
		this.metadata = null;
		if (context != null) {
			context.setInput(null);
			context.setOutput(null);
		}
	}

	/**
	 * What is kept of a content that takes the place of another. Values are captured
	 * outside of any lock, so that two of them may have been told of the same room.
	 */
	private @Nullable CapturedContent instead(@Nullable CapturedContent before, @Nullable CapturedContent content) {
		if (content == null) {
			return before;
		}
		this.used -= (before != null) ? before.length() : 0;
		boolean fits = content.length() <= left() + TOLERANCE;
		CapturedContent kept = fits ? content : CapturedContent.tooLarge();
		this.used += kept.length();
		return kept;
	}

}
