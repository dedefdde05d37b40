package dev.langfuse4j.export;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.Content;
import dev.langfuse4j.mask.Maskers;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Masks every text of an observation, then cuts it to its limit. What leaves this is what
 * exporters and the server get. Wiring.
 */
public final class ObservationMasking {

	private final Maskers maskers;

	private final int maxTextLength;

	/**
	 * Creates the masking.
	 * @param maskers what masks a text
	 * @param maxTextLength the characters kept of each text
	 */
	public ObservationMasking(Maskers maskers, int maxTextLength) {
		this.maskers = maskers;
		this.maxTextLength = maxTextLength;
	}

	/**
	 * Masks nothing.
	 * @return the masking
	 */
	public static ObservationMasking none() {
		return new ObservationMasking(Maskers.of(), Integer.MAX_VALUE);
	}

	void prepare() {
		this.maskers.prepare();
	}

	long failures() {
		return this.maskers.failures();
	}

	ObservationData mask(ObservationData observation) {
		Map<String, Content> metadata = new LinkedHashMap<>();
		observation.metadata().forEach((key, value) -> metadata.put(name(key), content(value)));
		ModelCall call = observation.modelCall();
		return new ObservationData(observation.trace().named(name(observation.trace().name())), observation.id(),
				observation.parentId(), name(observation.name()), observation.type(), observation.startTime(),
				observation.endTime(), observation.level(), nullable(observation.statusMessage()),
				nullable(observation.input()), nullable(observation.output()), metadata,
				new ModelCall(model(call.model()), nullable(call.parameters()), call.usage(), call.cost(),
						call.prompt(), call.completionStartTime()),
				nullable(observation.version()), observation.attributes());
	}

	private String name(String name) {
		return Names.cut(text(name));
	}

	private @Nullable String model(@Nullable String model) {
		return (model != null) ? name(model) : null;
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
