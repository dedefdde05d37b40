package dev.langfuse4j.export;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.capture.Content;
import dev.langfuse4j.mask.Maskers;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * Masks every text of an observation, then cuts it to its limit. What leaves this is what
 * exporters and the server get. Wiring.
 */
public final class ObservationMasking {

	private final Maskers maskers;

	private final int maxTextLength;

	private final boolean maskAttributes;

	/**
	 * Creates the masking.
	 * @param maskers what masks a text
	 * @param maxTextLength the characters kept of each text
	 * @param maskAttributes whether users, sessions and tags are masked too
	 */
	public ObservationMasking(Maskers maskers, int maxTextLength, boolean maskAttributes) {
		this.maskers = maskers;
		this.maxTextLength = maxTextLength;
		this.maskAttributes = maskAttributes;
	}

	/**
	 * Masks nothing.
	 * @return the masking
	 */
	public static ObservationMasking none() {
		return new ObservationMasking(Maskers.of(), Integer.MAX_VALUE, false);
	}

	void prepare() {
		this.maskers.prepare();
	}

	long failures() {
		return this.maskers.failures();
	}

	/**
	 * What the observation is when it leaves, the attributes of its trace included: now
	 * they are final.
	 */
	ObservationData mask(ObservationData observation) {
		TraceState trace = observation.trace();
		TraceAttributes said = trace.attributes().and(observation.attributes());
		boolean root = trace.isRoot(observation.id(), observation.parentId());
		TraceAttributes attributes = mask(root ? trace.ofRoot().and(said) : said);
		String traceName = (attributes.name() != null) ? attributes.name() : name(trace.name());
		// Langfuse shows the name of the root as the title of the trace
		boolean titled = root && attributes.name() != null && !trace.isNamed() && !trace.isObservedBefore();
		Map<String, Content> metadata = new LinkedHashMap<>();
		observation.metadata().forEach((key, value) -> metadata.put(name(key), content(value)));
		ModelCall call = observation.modelCall();
		return new ObservationData(trace.named(traceName), observation.id(), observation.parentId(),
				titled ? traceName : name(observation.name()), observation.type(), observation.startTime(),
				observation.endTime(), observation.level(), nullable(observation.statusMessage()),
				nullable(observation.input()), nullable(observation.output()), metadata,
				new ModelCall(nullableName(call.model()), nullable(call.parameters()), call.usage(), call.cost(),
						call.prompt(), call.completionStartTime()),
				nullable(observation.version()), attributes);
	}

	private TraceAttributes mask(TraceAttributes attributes) {
		if (attributes == TraceAttributes.NONE) {
			return attributes;
		}
		Map<String, String> metadata = new LinkedHashMap<>();
		attributes.metadata().forEach((key, value) -> metadata.put(name(key), name(value)));
		Set<String> tags = new LinkedHashSet<>();
		attributes.tags().forEach((tag) -> tags.add(attribute(tag)));
		return new TraceAttributes(nullableAttribute(attributes.userId()), nullableAttribute(attributes.session()),
				null, nullableName(attributes.name()), tags, metadata, nullableName(attributes.version()),
				attributes.environment(), attributes.visibleToAll());
	}

	/**
	 * By these observations are found, so they stay as they are unless asked for.
	 */
	private String attribute(String text) {
		return this.maskAttributes ? name(text) : text;
	}

	private @Nullable String nullableAttribute(@Nullable String text) {
		return (text != null) ? attribute(text) : null;
	}

	private String name(String name) {
		return Names.cut(text(name));
	}

	private @Nullable String nullableName(@Nullable String name) {
		return (name != null) ? name(name) : null;
	}

	private String text(String text) {
		return content(Content.text(text)).asText();
	}

	private Content content(Content content) {
		try {
			return content.replaceTexts(this.maxTextLength, this.maskers::mask);
		}
		catch (Throwable ex) {
			return Content.text(Maskers.FAILED);
		}
	}

	private @Nullable String nullable(@Nullable String text) {
		return (text != null) ? text(text) : null;
	}

	private @Nullable Content nullable(@Nullable Content content) {
		return (content != null) ? content(content) : null;
	}

}
