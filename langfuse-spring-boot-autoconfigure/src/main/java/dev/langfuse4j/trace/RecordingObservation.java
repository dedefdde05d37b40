package dev.langfuse4j.trace;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.CapturedError;
import dev.langfuse4j.capture.Content;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.Cost;
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
import dev.langfuse4j.observation.Usage;
import org.jspecify.annotations.Nullable;

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

	private @Nullable Map<String, Content> metadata;

	private @Nullable Content input;

	private @Nullable Content output;

	private @Nullable ObservationLevel level;

	private @Nullable String statusMessage;

	private @Nullable String model;

	private @Nullable Content modelParameters;

	private @Nullable Usage usage;

	private @Nullable Cost cost;

	private @Nullable PromptReference prompt;

	private @Nullable Instant completionStartTime;

	private volatile boolean ended;

	RecordingObservation(TraceState trace, TraceAttributes attributes, String id, @Nullable String parentId,
			ObservationType type, ContentCapture capture, ObservationSink sink, boolean errorContent) {
		this.trace = trace;
		this.attributes = attributes;
		this.id = id;
		this.parentId = parentId;
		this.type = type;
		this.capture = capture;
		this.sink = sink;
		this.errorContent = errorContent;
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
	}

	/**
	 * Takes what holds where it begins: before, it was not known where that is.
	 */
	void inherit(TraceAttributes outer) {
		this.attributes = outer.and(this.attributes);
	}

	/**
	 * Adds to what this hands down, before anything is below it.
	 */
	void add(TraceAttributes more) {
		this.attributes = this.attributes.and(more);
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
	public LangfuseObservation input(@Nullable Object value) {
		Content content = isSettable(value) ? this.capture.content(value, budget()) : null;
		return set(content, () -> this.input = content);
	}

	@Override
	public LangfuseObservation output(@Nullable Object value) {
		Content content = isSettable(value) ? this.capture.content(value, budget()) : null;
		return set(content, () -> this.output = content);
	}

	@Override
	public LangfuseObservation metadata(String key, @Nullable Object value) {
		Content content = (key != null && isSettable(value)) ? this.capture.content(key, value, budget()) : null;
		return note(key, content);
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
		return set(model, () -> this.model = Names.precut(model));
	}

	@Override
	public LangfuseObservation modelParameters(@Nullable Map<String, ?> parameters) {
		Content content = isSettable(parameters) ? this.capture.value(parameters, budget()) : null;
		return set(content, () -> this.modelParameters = content);
	}

	@Override
	public LangfuseObservation usage(@Nullable Usage usage) {
		return set(usage, () -> this.usage = usage);
	}

	@Override
	public LangfuseObservation cost(@Nullable Cost cost) {
		return set(cost, () -> this.cost = cost);
	}

	@Override
	public LangfuseObservation level(@Nullable ObservationLevel level) {
		return set(level, () -> this.level = level);
	}

	@Override
	public LangfuseObservation statusMessage(@Nullable String message) {
		Content content = isSettable(message) ? this.capture.content(message, budget()) : null;
		return set(content, () -> this.statusMessage = (content != null) ? content.asText() : null);
	}

	@Override
	public LangfuseObservation prompt(@Nullable PromptReference prompt) {
		return set(prompt, () -> this.prompt = prompt);
	}

	@Override
	public LangfuseObservation completionStartTime(@Nullable Instant time) {
		return set(time, () -> this.completionStartTime = time);
	}

	@Override
	public LangfuseObservation error(@Nullable Throwable error) {
		if (error == null || !isRecording()) {
			return this;
		}
		CapturedError captured = this.capture.error(error, this.errorContent);
		note("exception.type", Content.text(captured.type()));
		note("exception.stacktrace", (captured.stackTrace() != null) ? Content.text(captured.stackTrace()) : null);
		return set(captured, () -> {
			this.level = ObservationLevel.ERROR;
			this.statusMessage = captured.message();
		});
	}

	@Override
	public LangfuseObservation event(String name, @Nullable Object input) {
		if (this.trace.isHomeless() && !this.ended) {
			this.sink.homeless();
		}
		if (name != null && isRecording()) {
			long now = this.trace.now();
			Content content = this.capture.content(input, this.capture.settings().maxTotalLength());
			this.sink.event(new ObservationData(this.trace, Ids.randomObservationId(), this.id, Names.precut(name),
					ObservationType.EVENT, now, now, ObservationLevel.DEFAULT, null, content, null, Map.of(),
					ModelCall.NONE, null, this.attributes));
		}
		return this;
	}

	/**
	 * Sets one key of the metadata, which need not be content of the application's.
	 * @param key the key
	 * @param content the value
	 * @return this
	 */
	LangfuseObservation note(String key, @Nullable Content content) {
		return set(content, () -> {
			if (key == null || content == null) {
				return;
			}
			if (this.metadata == null) {
				this.metadata = new LinkedHashMap<>();
			}
			if (this.metadata.size() < this.capture.settings().maxElements()) {
				this.metadata.put(Names.precut(key), content);
			}
		});
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
		long endTime = this.trace.timeOf(endTicks);
		ObservationData data = new ObservationData(this.trace, this.id, this.parentId, Names.precut(name), this.type,
				this.startTime,
				(this.type == ObservationType.EVENT) ? this.startTime : Math.max(this.startTime, endTime),
				finalLevel(context), this.statusMessage,
				orElse(this.input, (context != null) ? context.getInput() : null),
				orElse(this.output, (context != null) ? context.getOutput() : null),
				(this.metadata != null) ? Collections.unmodifiableMap(this.metadata) : Map.of(), modelCall(context),
				(context != null) ? context.getVersion() : null, this.attributes);
		release(context);
		return data;
	}

	/**
	 * Lets go of the content: whoever still holds this handle, such as a child that lives
	 * on, does not hold that too.
	 */
	private void release(@Nullable LangfuseObservationContext context) {
		this.input = null;
		this.output = null;
		this.modelParameters = null;
		this.metadata = null;
		if (context != null) {
			context.setInput(null);
			context.setOutput(null);
		}
	}

	private ModelCall modelCall(@Nullable LangfuseObservationContext context) {
		String name = orElse(this.model, (context != null) ? context.getModel() : null);
		boolean any = name != null || this.modelParameters != null || this.usage != null || this.cost != null
				|| this.prompt != null || this.completionStartTime != null;
		return any ? new ModelCall(name, this.modelParameters, this.usage, this.cost, this.prompt,
				this.completionStartTime) : ModelCall.NONE;
	}

	private ObservationLevel finalLevel(@Nullable LangfuseObservationContext context) {
		if (this.level != null) {
			return this.level;
		}
		return (context != null) ? context.getLevel() : ObservationLevel.DEFAULT;
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
	 * The characters that this observation may still take.
	 */
	private synchronized int budget() {
		int used = lengthOf(this.input) + lengthOf(this.output) + lengthOf(this.modelParameters)
				+ ((this.statusMessage != null) ? this.statusMessage.length() : 0);
		if (this.metadata != null) {
			for (Map.Entry<String, Content> entry : this.metadata.entrySet()) {
				used += entry.getKey().length() + entry.getValue().length();
			}
		}
		return Math.max(0, this.capture.settings().maxTotalLength() - used);
	}

	private static int lengthOf(@Nullable Content content) {
		return (content != null) ? content.length() : 0;
	}

	private static <T> @Nullable T orElse(@Nullable T value, @Nullable T other) {
		return (value != null) ? value : other;
	}

	/**
	 * Names the observation only: content does not belong in a log.
	 */
	@Override
	public String toString() {
		return "LangfuseObservation[" + this.type.value() + " " + this.trace.traceId() + "/" + this.id + "]";
	}

}
