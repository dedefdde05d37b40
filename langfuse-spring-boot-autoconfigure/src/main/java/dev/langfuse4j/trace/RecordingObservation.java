package dev.langfuse4j.trace;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.CapturedError;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.observation.UsageDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A node of the tree and its live handle. Collects until it is finished, once. One that
 * is sampled out is a node too, so that those below it are sampled out with it.
 */
final class RecordingObservation implements LangfuseObservation, Inheritable {

	private volatile TraceState trace;

	private volatile TraceAttributes attributes;

	private final String id;

	private volatile @Nullable String parentId;

	private volatile boolean hasChildren;

	private final ObservationType type;

	private final long startTime;

	private final ContentCapture capture;

	private final ObservationSink sink;

	private final boolean errorContent;

	private final Above below;

	private final ObservedValues values = new ObservedValues();

	private final RecordedContent content;

	private volatile boolean ended;

	RecordingObservation(TraceState trace, TraceAttributes attributes, String id, @Nullable String parentId,
			ObservationType type, ContentCapture capture, ObservationSink sink, boolean errorContent,
			@Nullable String projectAround, int depth) {
		this.trace = trace;
		this.attributes = attributes;
		this.id = id;
		this.parentId = parentId;
		this.type = type;
		this.capture = capture;
		this.sink = sink;
		this.errorContent = errorContent;
		this.below = new Above(this, null, projectAround, depth, Above.Kind.KNOWN);
		this.content = new RecordedContent(capture);
		this.startTime = trace.now();
	}

	TraceState state() {
		return this.trace;
	}

	@Override
	public LangfuseTrace trace() {
		return new RecordingTrace(this.trace, this.capture);
	}

	@Override
	public TraceAttributes attributes() {
		return this.attributes;
	}

	/**
	 * What those below find.
	 */
	Above below() {
		return this.below;
	}

	boolean isOf(ObservationSink owner) {
		return this.sink == owner;
	}

	boolean hasChildren() {
		return this.hasChildren;
	}

	void markParent() {
		this.hasChildren = true;
	}

	/**
	 * Takes its final place: before, it was not known where it belongs.
	 */
	void moveBelow(RecordingObservation parent) {
		parent.trace.add(this.trace.attributes());
		this.trace = parent.trace;
		this.parentId = parent.observationId();
		parent.markParent();
		occurs();
	}

	/**
	 * Takes what holds where it begins: before, it was not known where that is.
	 */
	void inherit(TraceAttributes outer) {
		this.attributes = outer.and(this.attributes);
		occurs();
	}

	/**
	 * Adds to what this hands down, before anything is below it.
	 */
	void add(TraceAttributes more) {
		this.attributes = this.attributes.and(more);
		occurs();
	}

	/**
	 * Tells the trace what holds here, if this is below its root.
	 */
	void occurs() {
		if (this.parentId != null && this.trace.isSampled() && !isRoot()) {
			this.trace.occurs(this.attributes);
		}
	}

	/**
	 * What this records of content, and the budget of it.
	 */
	RecordedContent content() {
		return this.content;
	}

	ObservationType type() {
		return this.type;
	}

	/**
	 * The id, also of one that is sampled out.
	 */
	String id() {
		return this.id;
	}

	@Nullable String parentId() {
		return this.parentId;
	}

	boolean isRoot() {
		return this.trace.isRoot(this.id, this.parentId);
	}

	boolean isEnded() {
		return this.ended;
	}

	@Override
	public boolean isRecording() {
		return this.trace.isSampled() && !this.ended;
	}

	@Override
	public String traceId() {
		return this.trace.traceId();
	}

	@Override
	public @Nullable String observationId() {
		return this.trace.isSampled() ? this.id : null;
	}

	@Override
	public LangfuseObservation name(@Nullable String name) {
		return set(StringUtils.hasText(name) ? name : null, () -> {
			this.values.name = name;
			if (isRoot()) {
				this.trace.name(Names.precut(name));
				this.trace.markNamed();
			}
		});
	}

	@Override
	public LangfuseObservation startTime(@Nullable Instant time) {
		return set(time, () -> this.values.startTime = ObservedValues.nanosOf(time, this.values.startTime));
	}

	@Override
	public LangfuseObservation endTime(@Nullable Instant time) {
		return set(time, () -> this.values.endTime = ObservedValues.nanosOf(time, this.values.endTime));
	}

	@Override
	public LangfuseObservation input(@Nullable Object value) {
		CapturedContent content = isSettable(value) ? this.content.capture(value, this.content.input()) : null;
		return set(content, () -> this.content.input(content));
	}

	@Override
	public LangfuseObservation output(@Nullable Object value) {
		CapturedContent content = isSettable(value) ? this.content.capture(value, this.content.output()) : null;
		return set(content, () -> this.content.output(content));
	}

	@Override
	public LangfuseObservation metadata(String key, @Nullable Object value) {
		return note(key, (key != null && isSettable(value)) ? this.content.captureMetadata(key, value) : null);
	}

	@Override
	public LangfuseObservation metadata(@Nullable Map<String, ?> metadata) {
		if (metadata != null && isRecording()) {
			try {
				metadata.forEach(this::metadata);
			}
			catch (Throwable ex) {
				// A map of the application's may throw; what is set so far stays
			}
		}
		return this;
	}

	@Override
	public LangfuseObservation model(@Nullable String model) {
		return set(model, () -> this.values.model = Names.precut(model));
	}

	@Override
	public LangfuseObservation modelParameters(@Nullable Map<String, ?> parameters) {
		CapturedContent content = (parameters != null && isRecording()) ? this.content.captureParameters(parameters)
				: null;
		return set(content, () -> this.content.modelParameters(content));
	}

	@Override
	public LangfuseObservation usage(@Nullable UsageDetails usage) {
		return set(usage, () -> this.values.usage = usage);
	}

	@Override
	public LangfuseObservation cost(@Nullable CostDetails cost) {
		return set(cost, () -> this.values.cost = cost);
	}

	@Override
	public LangfuseObservation level(@Nullable ObservationLevel level) {
		return set(level, () -> this.values.level = level);
	}

	@Override
	public LangfuseObservation statusMessage(@Nullable String message) {
		CapturedContent content = isSettable(message) ? this.content.capture(message, this.content.status()) : null;
		return set(content, () -> this.content.status(content));
	}

	@Override
	public LangfuseObservation prompt(@Nullable PromptReference prompt) {
		return set(prompt, () -> this.values.prompt = prompt);
	}

	@Override
	public LangfuseObservation completionStartTime(@Nullable Instant time) {
		return set(time, () -> this.values.completionStartTime = time);
	}

	@Override
	public LangfuseObservation error(@Nullable Throwable error) {
		if (error == null || !isRecording()) {
			return this;
		}
		CapturedError captured = this.content.capture(error, this.errorContent, this.trace, this.id);
		note("exception.type", CapturedContent.text(captured.type()));
		note("exception.stacktrace", captured.stackTrace());
		return set(captured, () -> {
			this.values.level = ObservationLevel.ERROR;
			this.content.status(captured.message());
		});
	}

	@Override
	public LangfuseObservation event(String name, @Nullable Object input) {
		if (this.trace.isHomeless() && !this.ended) {
			this.sink.homeless();
		}
		if (name != null && isRecording()) {
			long now = this.trace.now();
			CapturedContent content = this.capture.content(input, this.capture.settings().maxTotalLength());
			this.sink.event(new ObservationData(this.trace, Ids.randomObservationId(), this.id, Names.precut(name),
					ObservationType.EVENT, now, now, ObservationLevel.DEFAULT, null, content, null, Map.of(),
					ModelCall.NONE, null, this.attributes));
		}
		return this;
	}

	/**
	 * Nobody wants the result any more.
	 */
	void cancelled() {
		set(this, () -> {
			this.values.cancel();
			this.content.status(CapturedContent.text("cancelled"));
		});
	}

	@Override
	public LangfuseObservation inject(Map<String, ? super String> headers) {
		HeaderMap.write(handover(this.attributes), headers);
		return this;
	}

	@Override
	public LangfuseObservation inject(BiConsumer<String, String> headers) {
		HeaderMap.write(handover(this.attributes), headers);
		return this;
	}

	/**
	 * Describes this observation to the process that goes on below it.
	 * @param nearest the attributes that hold where it is asked
	 */
	TraceHandover handover(TraceAttributes nearest) {
		return new TraceHandover(traceId(), this.id, this.trace.isSampled(), this.trace.attributes().and(nearest));
	}

	/**
	 * Sets one key of the metadata, which need not be content of the application's.
	 * @param key the key
	 * @param content the value
	 * @return this
	 */
	LangfuseObservation note(String key, @Nullable CapturedContent content) {
		return set((key != null) ? content : null, () -> this.content.metadata(key, content));
	}

	/**
	 * Ends the observation and freezes it.
	 * @param name the final name
	 * @param context what was set on our own context, if it is ours
	 * @param endTicks when it ended, as {@link System#nanoTime()} tells
	 * @return the finished observation, or {@code null} if there is nothing to send
	 */
	synchronized @Nullable ObservationData finish(String name, @Nullable LangfuseObservationContext context,
			long endTicks) {
		if (!isRecording()) {
			if (this.trace.isHomeless() && !this.ended) {
				this.sink.homeless();
			}
			this.ended = true;
			return null;
		}
		this.ended = true;
		ObservationData data = this.values.freeze(this, name, this.startTime, this.trace.timeOf(endTicks), context);
		this.content.release(context);
		return data;
	}

	private boolean isSettable(@Nullable Object value) {
		return value != null && isRecording();
	}

	/**
	 * Values are captured before, outside the lock: their code may wait for a thread that
	 * wants the lock.
	 */
	private synchronized LangfuseObservation set(@Nullable Object value, Runnable change) {
		if (isSettable(value)) {
			change.run();
		}
		return this;
	}

	/**
	 * Names the observation only: content does not belong in a log.
	 */
	@Override
	public String toString() {
		return "LangfuseObservation[" + this.type.value() + " " + this.trace.traceId() + "/" + this.id + "]";
	}

}
