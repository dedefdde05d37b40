/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.WellFormed;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mask.Maskers;
import dev.langfuse4j.observation.ExperimentAttributes;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * Masks every text of an observation, then cuts it to its limit. Exporters and the server
 * receive only the result.
 *
 * @since 0.1.0
 */
@Internal
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
	 * Begins to mask observations that leave together.
	 */
	Pass pass() {
		return new Pass();
	}

	private TraceAttributes mask(TraceAttributes attributes) {
		if (attributes == TraceAttributes.NONE) {
			return attributes;
		}
		Set<String> tags = new LinkedHashSet<>();
		attributes.tags().forEach((tag) -> tags.add(attribute(tag)));
		return new TraceAttributes(nullableAttribute(attributes.userId()), nullableAttribute(attributes.session()),
				null, nullableName(attributes.name()), tags, names(attributes.metadata()),
				nullableName(attributes.version()), attributes.environment(), attributes.isPublic())
			.withExperiment(mask(attributes.experiment()));
	}

	/**
	 * The server finds runs and items by their names and ids.
	 */
	private @Nullable ExperimentAttributes mask(@Nullable ExperimentAttributes experiment) {
		if (experiment == null) {
			return null;
		}
		ExperimentAttributes.Run run = experiment.run();
		ExperimentAttributes.Item item = experiment.item();
		return new ExperimentAttributes(
				new ExperimentAttributes.Run(run.id(), attribute(run.name()), nullable(run.description()),
						names(run.metadata()), run.datasetId()),
				new ExperimentAttributes.Item(item.id(), item.version(), names(item.metadata()),
						nullable(item.expectedOutput()), item.taskId()),
				experiment.evaluating());
	}

	private Map<String, String> names(Map<String, String> metadata) {
		Map<String, String> masked = new LinkedHashMap<>();
		metadata.forEach((key, value) -> masked.put(name(key), name(value)));
		return masked;
	}

	/**
	 * By these observations are found, so they stay as they are unless asked for.
	 */
	String attribute(String text) {
		return this.maskAttributes ? name(text) : WellFormed.of(text);
	}

	private @Nullable String nullableAttribute(@Nullable String text) {
		return (text != null) ? attribute(text) : null;
	}

	private String name(String name) {
		String cut = Names.cut(name,
				content(CapturedContent.text(name), Integer.MAX_VALUE, this.maskers::mask).asText());
		return content(CapturedContent.text(cut), this.maxTextLength, UnaryOperator.identity()).asText();
	}

	private @Nullable String nullableName(@Nullable String name) {
		return (name != null) ? name(name) : null;
	}

	private String text(String text) {
		return content(CapturedContent.text(text)).asText();
	}

	/**
	 * Masks a content and cuts it.
	 */
	CapturedContent content(CapturedContent content) {
		return content(content, this.maxTextLength);
	}

	/**
	 * Masks a content that leaves by another way than the export.
	 */
	CapturedContent content(CapturedContent content, int maxLength) {
		return content(content, maxLength, this.maskers::mask);
	}

	private static CapturedContent content(CapturedContent content, int maxLength, UnaryOperator<String> masking) {
		try {
			return content.replaceTexts(maxLength, masking);
		}
		catch (Throwable ex) {
			return CapturedContent.text(Maskers.FAILED);
		}
	}

	private @Nullable String nullable(@Nullable String text) {
		return (text != null) ? text(text) : null;
	}

	private @Nullable CapturedContent nullable(@Nullable CapturedContent content) {
		return (content != null) ? content(content) : null;
	}

	/**
	 * The attributes of a trace are masked once, and the masked copies share them. Holds
	 * nothing of the originals when it is gone.
	 */
	final class Pass {

		private final Map<Origin, Shared> known = new HashMap<>();

		private Pass() {
		}

		/**
		 * Masks an observation that is about to leave, including the attributes of its
		 * trace, which are final now.
		 */
		ObservationData mask(ObservationData observation) {
			TraceState trace = observation.trace();
			boolean root = trace.isRoot(observation.id(), observation.parentId());
			Shared shared = this.known.computeIfAbsent(new Origin(trace, observation.attributes(), root),
					(origin) -> share(origin, observation.id()));
			// Langfuse shows the name of the root as the title of the trace
			boolean titled = root && shared.attributes().name() != null && !trace.isNamed()
					&& !trace.isObservedBefore();
			Map<String, CapturedContent> metadata = new LinkedHashMap<>();
			observation.metadata().forEach((key, value) -> metadata.put(name(key), content(value)));
			ModelCall call = observation.modelCall();
			return new ObservationData(shared.trace(), observation.id(), observation.parentId(),
					titled ? shared.trace().name() : name(observation.name()), observation.type(),
					observation.startTime(), observation.endTime(), observation.level(), status(observation),
					nullable(observation.input()), nullable(observation.output()), metadata,
					(call == ModelCall.NONE) ? call
							: new ModelCall(nullableName(call.model()), nullable(call.parameters()), call.usage(),
									call.cost(), call.prompt(), call.completionStartTime()),
					nullable(observation.version()), shared.attributes());
		}

		private Shared share(Origin origin, String carrier) {
			TraceState trace = origin.trace();
			TraceAttributes said = trace.attributes().and(origin.attributes());
			TraceAttributes attributes = ObservationMasking.this.mask(origin.root() ? trace.ofRoot().and(said) : said);
			String name = (attributes.name() != null) ? attributes.name() : name(trace.name());
			return new Shared(trace.masked(name, attributes, carrier), attributes);
		}

		private @Nullable String status(ObservationData observation) {
			CapturedContent cut = observation.cutStatus();
			return (cut != null) ? content(cut).asText() : nullable(observation.statusMessage());
		}

	}

	/**
	 * By identity: to compare attributes would be to compare all that is in them.
	 */
	private record Origin(TraceState trace, TraceAttributes attributes, boolean root) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Origin that && that.trace == this.trace && that.attributes == this.attributes
					&& that.root == this.root;
		}

		@Override
		public int hashCode() {
			return 31 * System.identityHashCode(this.trace) + System.identityHashCode(this.attributes);
		}

	}

	private record Shared(TraceState trace, TraceAttributes attributes) {

	}

}
