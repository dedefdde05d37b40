/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.function.LongConsumer;

import dev.langfuse4j.capture.RecordedErrors;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The state that the observations of one trace share in this process. Of fixed size: it
 * holds no observation. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TraceState {

	/**
	 * The name of the default project.
	 */
	public static final String DEFAULT_PROJECT = ProjectName.DEFAULT.value();

	private final TraceId traceId;

	private final boolean sampled;

	private final @Nullable String project;

	private final ClockReading clock;

	private final long startTicks;

	private volatile String name;

	private volatile boolean named;

	private volatile TraceAttributes attributes = TraceAttributes.NONE;

	private volatile @Nullable OnlyValues below;

	private volatile @Nullable String continuedBy;

	private volatile boolean observedBefore;

	/**
	 * Known to copies too.
	 */
	private final QueuedTrace queued;

	private @Nullable RecordedErrors errors;

	/**
	 * The ID of the trace within which this one began.
	 */
	private volatile @Nullable TraceId left;

	/**
	 * In a copy, the observation that the weight of what all have in common counts for.
	 */
	private @Nullable String carrier;

	private int carried;

	/**
	 * Begins a trace now.
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @param name the name of the root
	 * @param sampled whether the trace is recorded
	 */
	public TraceState(String traceId, String name, boolean sampled) {
		this(traceId, name, sampled, DEFAULT_PROJECT);
	}

	/**
	 * Begins a trace now.
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @param name the name of the root
	 * @param sampled whether the trace is to be recorded
	 * @param project the project it goes to, or {@code null} if it has none that takes
	 * it: then it is not recorded
	 */
	public TraceState(String traceId, String name, boolean sampled, @Nullable String project) {
		this(TraceId.of(traceId), name, sampled, project);
	}

	/**
	 * Begins a trace whose id need not be a text yet.
	 */
	TraceState(TraceId traceId, String name, boolean sampled, @Nullable String project) {
		this.traceId = traceId;
		this.name = name;
		this.sampled = sampled;
		this.project = project;
		this.queued = new QueuedTrace();
		// Traces that are not recorded need no time
		this.startTicks = sampled ? System.nanoTime() : 0;
		this.clock = sampled ? ClockReading.at(this.startTicks) : ClockReading.NONE;
	}

	private TraceState(TraceState other, String name, TraceAttributes attributes) {
		this.traceId = other.traceId;
		this.sampled = other.sampled;
		this.project = other.project;
		this.clock = other.clock;
		this.startTicks = other.startTicks;
		this.name = name;
		this.named = other.named;
		this.queued = other.queued;
		this.attributes = attributes;
		this.continuedBy = other.continuedBy;
		this.observedBefore = other.observedBefore;
	}

	/**
	 * A copy as it may leave the application, which does not hold what was not masked.
	 * @param name the masked name
	 * @param attributes the masked attributes that its observations have in common
	 * @param carrier the id of the observation that these weigh on
	 * @return the copy
	 */
	public TraceState masked(String name, TraceAttributes attributes, String carrier) {
		TraceState copy = new TraceState(this, name, attributes);
		copy.carrier = carrier;
		copy.carried = copy.commonWeight();
		return copy;
	}

	/**
	 * Returns the weight of the shared attributes that an observation accounts for.
	 */
	int weightOn(String id) {
		return id.equals(this.carrier) ? this.carried : 0;
	}

	/**
	 * Returns the record of the stack traces of this trace.
	 * @return the errors
	 */
	@Internal
	public synchronized RecordedErrors errors() {
		RecordedErrors errors = (this.errors != null) ? this.errors : new RecordedErrors();
		this.errors = errors;
		return errors;
	}

	/**
	 * Notes that this trace began within an observation of another trace.
	 * @param outer the other trace
	 */
	@Internal
	public void leaves(TraceState outer) {
		this.left = outer.traceId;
	}

	/**
	 * Whether this trace began within an observation of another trace.
	 * @param outer the other trace
	 * @return whether it has left that trace
	 */
	@Internal
	public boolean hasLeft(TraceState outer) {
		return this.left == outer.traceId;
	}

	/**
	 * Remembers that an observation of this trace waits to be masked.
	 * @param own what it has inherited
	 * @param growth is told when those that wait come to weigh more
	 * @return how much more the trace weighs by it, in bytes
	 */
	public int hold(TraceAttributes own, LongConsumer growth) {
		return this.queued.hold(this, own, growth);
	}

	/**
	 * Remembers that an observation of this trace does not wait any more.
	 * @param own what it has inherited
	 * @return how much less the trace weighs by it, in bytes
	 */
	public int letGo(TraceAttributes own) {
		return this.queued.letGo(own);
	}

	/**
	 * About how many bytes its observations hold because they belong to it.
	 */
	int commonWeight() {
		OnlyValues known = this.below;
		TraceAttributes set = this.attributes;
		return this.name.length() + ((set != TraceAttributes.NONE) ? set.weight() : 0)
				+ ((known != null) ? known.weight() : 0);
	}

	/**
	 * The id of the trace.
	 * @return 32 lower-case hex digits
	 */
	public String traceId() {
		return this.traceId.text();
	}

	/**
	 * Whether the trace is recorded.
	 * @return whether the trace is recorded
	 */
	public boolean isSampled() {
		return this.sampled && this.project != null;
	}

	/**
	 * Whether the trace would be recorded if there were a project that takes it.
	 * @return whether its observations are lost
	 */
	public boolean isUnrouted() {
		return this.sampled && this.project == null;
	}

	/**
	 * The project that the whole trace goes to.
	 * @return the name of the project, or {@code null} without one that takes the trace
	 */
	public @Nullable String project() {
		return this.project;
	}

	/**
	 * The name of the trace, that of its root.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Corrects the name: that of a foreign root is final only at its end.
	 * @param name the name
	 */
	public void name(String name) {
		this.name = name;
		this.queued.changed(this);
	}

	/**
	 * Whether the application has named the root, so that a name of the trace does not
	 * stand for it.
	 * @return whether the root has a name of its own
	 */
	public boolean isNamed() {
		return this.named;
	}

	/**
	 * Remembers that the application has named the root.
	 */
	public void markNamed() {
		this.named = true;
	}

	/**
	 * Remembers which observation has a parent in another process.
	 * @param id the observation's id
	 * @param observed whether Langfuse knows the trace there
	 */
	public void continuedBy(String id, boolean observed) {
		this.continuedBy = id;
		this.observedBefore = observed;
	}

	/**
	 * Whether an observation is the one that all others of this process are below.
	 * @param id the observation's id
	 * @param parentId the id of its parent
	 * @return whether it is the root of this process
	 */
	public boolean isRoot(String id, @Nullable String parentId) {
		return parentId == null || id.equals(this.continuedBy);
	}

	/**
	 * Whether an observation is the first that Langfuse knows of its trace, although it
	 * has a parent.
	 * @param id the observation's id
	 * @return whether the application begins there
	 */
	public boolean isApplicationRoot(String id) {
		return id.equals(this.continuedBy) && !this.observedBefore;
	}

	/**
	 * Whether Langfuse knows the trace from another process, where its root is.
	 * @return whether it has begun elsewhere
	 */
	public boolean isObservedBefore() {
		return this.observedBefore;
	}

	/**
	 * Returns the attributes set for the whole trace.
	 * @return the attributes
	 */
	public TraceAttributes attributes() {
		return this.attributes;
	}

	/**
	 * Sets more for the whole trace.
	 * @param more what to add, which wins over what is there
	 */
	public synchronized void add(TraceAttributes more) {
		this.attributes = this.attributes.and(more);
		this.queued.changed(this);
	}

	/**
	 * Notes what holds for an observation below the root.
	 * @param attributes what is sent with it
	 */
	public void occurs(TraceAttributes attributes) {
		if (attributes != TraceAttributes.NONE && values().add(attributes)) {
			this.queued.changed(this);
		}
	}

	private OnlyValues values() {
		OnlyValues known = this.below;
		return (known != null) ? known : firstValues();
	}

	private synchronized OnlyValues firstValues() {
		OnlyValues known = this.below;
		if (known == null) {
			known = new OnlyValues();
			this.below = known;
		}
		return known;
	}

	/**
	 * The attributes of the root where nothing else is said of it: of each kind the value
	 * that is the only one to occur below. Langfuse shows a trace by its root alone.
	 * @return the attributes
	 */
	public TraceAttributes ofRoot() {
		OnlyValues known = this.below;
		return (known != null) ? known.get() : TraceAttributes.NONE;
	}

	/**
	 * Returns the ticks at which a recorded trace began.
	 * @return the ticks, from {@link System#nanoTime()}
	 */
	@Internal
	public long startTicks() {
		return this.startTicks;
	}

	/**
	 * The time by a clock that never goes back within the trace, so that no child begins
	 * before its parent.
	 * @return nanoseconds since 1970
	 */
	public long now() {
		return timeOf(System.nanoTime());
	}

	/**
	 * The time at which {@link System#nanoTime()} was read.
	 * @param ticks what was read
	 * @return nanoseconds since 1970
	 */
	public long timeOf(long ticks) {
		return this.clock.timeOf(ticks);
	}

	/**
	 * Whether an observation of this trace was lost, so that the rest need not be kept: a
	 * tree with holes misleads.
	 * @return whether the trace is incomplete
	 */
	public boolean isIncomplete() {
		return this.queued.isIncomplete();
	}

	/**
	 * Remembers that an observation of this trace was lost.
	 */
	public void markIncomplete() {
		this.queued.markIncomplete();
	}

}
