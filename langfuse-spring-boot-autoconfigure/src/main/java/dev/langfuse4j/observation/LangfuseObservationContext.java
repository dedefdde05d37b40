package dev.langfuse4j.observation;

import dev.langfuse4j.capture.CapturedContent;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The Micrometer context of every observation that this library starts. What is fixed at
 * the start is set in the constructor and by setters before it; content is kept in
 * fields, never in key-values, which would become metric tags.
 * <p>
 * Public for {@link io.micrometer.observation.ObservationHandler}s,
 * {@link io.micrometer.observation.ObservationPredicate}s and conventions of the
 * application.
 */
public class LangfuseObservationContext extends Observation.Context {

	private final String observationName;

	private final ObservationType type;

	private final KeyValues keyValues;

	/**
	 * Whether the key-values are among those of low cardinality.
	 */
	private volatile boolean tagged;

	private @Nullable String model;

	private @Nullable String version;

	private ObservationLevel level = ObservationLevel.DEFAULT;

	private boolean named = true;

	private boolean newTrace;

	private @Nullable String traceSeed;

	private @Nullable Object owner;

	private @Nullable String project;

	private @Nullable Boolean errorContent;

	private LangfuseObservation observation = LangfuseObservation.noop();

	private @Nullable CapturedContent input;

	private @Nullable CapturedContent output;

	private boolean ended;

	private long endTicks;

	/**
	 * Creates a context.
	 * @param observationName the observation's name in Langfuse
	 * @param type the observation's type
	 * @param keyValues what meters and traces of the application are tagged with: of low
	 * cardinality, without content
	 */
	@SuppressWarnings("this-escape")
	public LangfuseObservationContext(String observationName, ObservationType type, KeyValues keyValues) {
		this.observationName = observationName;
		this.type = type;
		this.keyValues = keyValues;
		setContextualName(observationName);
	}

	/**
	 * The observation's name in Langfuse.
	 * @return the name
	 */
	public String getObservationName() {
		return this.observationName;
	}

	/**
	 * The observation's type.
	 * @return the type
	 */
	public ObservationType getType() {
		return this.type;
	}

	/**
	 * What meters and traces are tagged with.
	 * @return key-values of low cardinality
	 */
	public KeyValues getKeyValues() {
		return this.keyValues;
	}

	/**
	 * Keeps the key-values of this context as they are: the convention adds them at the
	 * start and again at the end, and to put each into a map both times would take a
	 * fifth of a call.
	 */
	@Override
	public Observation.Context addLowCardinalityKeyValues(KeyValues added) {
		if (added != this.keyValues) {
			return super.addLowCardinalityKeyValues(added);
		}
		this.tagged = true;
		return this;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues() {
		KeyValues others = super.getLowCardinalityKeyValues();
		return this.tagged ? this.keyValues.and(others) : others;
	}

	@Override
	public @Nullable KeyValue getLowCardinalityKeyValue(String key) {
		KeyValue other = super.getLowCardinalityKeyValue(key);
		if (other != null || !this.tagged) {
			return other;
		}
		return this.keyValues.stream().filter((keyValue) -> keyValue.getKey().equals(key)).findFirst().orElse(null);
	}

	@Override
	public Observation.Context removeLowCardinalityKeyValue(String key) {
		if (this.tagged) {
			KeyValues others = super.getLowCardinalityKeyValues();
			super.addLowCardinalityKeyValues(this.keyValues);
			super.addLowCardinalityKeyValues(others);
			this.tagged = false;
		}
		return super.removeLowCardinalityKeyValue(key);
	}

	/**
	 * The model that is called, as far as it is known at the start.
	 * @return the model's name
	 */
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Sets the model that is called.
	 * @param model the model's name
	 */
	public void setModel(@Nullable String model) {
		this.model = model;
	}

	/**
	 * The version of the observed code.
	 * @return the version
	 */
	public @Nullable String getVersion() {
		return this.version;
	}

	/**
	 * Sets the version of the observed code.
	 * @param version the version
	 */
	public void setVersion(@Nullable String version) {
		this.version = version;
	}

	/**
	 * The level unless the observation fails or another is set.
	 * @return the level
	 */
	public ObservationLevel getLevel() {
		return this.level;
	}

	/**
	 * Sets the level.
	 * @param level the level
	 */
	public void setLevel(ObservationLevel level) {
		this.level = level;
	}

	/**
	 * Whether the message and the stack trace of an error are recorded.
	 * @return whether they are, or {@code null} if that depends on the observation's type
	 */
	public @Nullable Boolean getErrorContent() {
		return this.errorContent;
	}

	/**
	 * Sets whether the message and the stack trace of an error are recorded.
	 * @param errorContent whether they are
	 */
	public void setErrorContent(@Nullable Boolean errorContent) {
		this.errorContent = errorContent;
	}

	/**
	 * Whether the application has given the name, rather than that it is the name of a
	 * method.
	 * @return whether the name was given
	 */
	public boolean isNamed() {
		return this.named;
	}

	/**
	 * Sets whether the application has given the name. One that it has not yields to that
	 * of the trace, if this is a root.
	 * @param named whether the name was given
	 */
	public void setNamed(boolean named) {
		this.named = named;
	}

	/**
	 * Whether a trace of its own is started.
	 * @return whether a new trace is started
	 */
	public boolean isNewTrace() {
		return this.newTrace;
	}

	/**
	 * Sets whether a trace of its own is started.
	 * @param newTrace whether to start a new trace
	 */
	public void setNewTrace(boolean newTrace) {
		this.newTrace = newTrace;
	}

	/**
	 * The text the trace id is derived from, if this is a root.
	 * @return the seed
	 */
	public @Nullable String getTraceSeed() {
		return this.traceSeed;
	}

	/**
	 * Sets the text the trace id is derived from.
	 * @param traceSeed the seed
	 */
	public void setTraceSeed(@Nullable String traceSeed) {
		this.traceSeed = traceSeed;
	}

	/**
	 * The project that is asked for, if this is a root.
	 * @return the name of the project, {@code null} if none is asked for; a name that is
	 * empty is that of no project
	 */
	public @Nullable String getProject() {
		return this.project;
	}

	/**
	 * Sets the project that is asked for.
	 * @param project the name of the project
	 */
	public void setProject(@Nullable String project) {
		this.project = project;
	}

	/**
	 * Who records this. Wiring.
	 * @return the owner, or {@code null} if whoever sees it first may
	 */
	public @Nullable Object getOwner() {
		return this.owner;
	}

	/**
	 * Sets who records this: an application context does not record what is observed in
	 * another one, although both may share a registry. Wiring.
	 * @param owner the owner
	 */
	public void setOwner(@Nullable Object owner) {
		this.owner = owner;
	}

	/**
	 * The live handle.
	 * @return the handle, never {@code null}; the no-op one before the start
	 */
	public LangfuseObservation getObservation() {
		return this.observation;
	}

	/**
	 * Sets the live handle. Wiring, for the handler that builds the tree.
	 * @param observation the handle
	 */
	public void setObservation(LangfuseObservation observation) {
		this.observation = observation;
	}

	/**
	 * The captured arguments, until the observation stops; an input set on the handle
	 * wins over them.
	 * @return the input
	 */
	public @Nullable CapturedContent getInput() {
		return this.input;
	}

	/**
	 * Sets the captured arguments.
	 * @param input the input
	 */
	public void setInput(@Nullable CapturedContent input) {
		this.input = input;
	}

	/**
	 * The captured result, until the observation stops; an output set on the handle wins
	 * over it.
	 * @return the output
	 */
	public @Nullable CapturedContent getOutput() {
		return this.output;
	}

	/**
	 * Sets the captured result.
	 * @param output the output
	 */
	public void setOutput(@Nullable CapturedContent output) {
		this.output = output;
	}

	/**
	 * When the observed work ended, which can be before the observation is stopped.
	 * @return a reading of {@link System#nanoTime()}, of now if the end was not marked
	 */
	public long getEndTicks() {
		return this.ended ? this.endTicks : System.nanoTime();
	}

	/**
	 * Remembers that the observed work ended now, before its result is captured.
	 */
	public void markEnd() {
		this.endTicks = System.nanoTime();
		this.ended = true;
	}

}
