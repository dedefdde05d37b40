package dev.langfuse4j.trace;

import java.util.List;

import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ObservationType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The mappers by the contexts they are for; the first that fits is used.
 */
final class ForeignContexts {

	private final LogOnce logger = new LogOnce(ForeignContexts.class);

	private final List<ObservationMapper<?>> mappers;

	ForeignContexts(List<ObservationMapper<?>> mappers) {
		this.mappers = List.copyOf(mappers);
	}

	boolean maps(Observation.Context context) {
		return find(context) != null;
	}

	ObservationType type(Observation.Context context) {
		ObservationMapper<Observation.Context> mapper = find(context);
		try {
			return (mapper != null) ? mapper.type(context) : ObservationType.SPAN;
		}
		catch (Exception ex) {
			return failed(mapper, ex);
		}
	}

	void map(Observation.Context context, RecordingObservation observation) {
		ObservationMapper<Observation.Context> mapper = find(context);
		try {
			if (mapper != null) {
				mapper.map(context, observation);
			}
		}
		catch (Exception ex) {
			failed(mapper, ex);
		}
	}

	static String name(Observation.Context context) {
		if (context.getContextualName() != null) {
			return context.getContextualName();
		}
		return (context.getName() != null) ? context.getName() : context.getClass().getSimpleName();
	}

	@SuppressWarnings("unchecked")
	private @Nullable ObservationMapper<Observation.Context> find(Observation.Context context) {
		for (ObservationMapper<?> mapper : this.mappers) {
			if (mapper.contextType().isInstance(context)) {
				return (ObservationMapper<Observation.Context>) mapper;
			}
		}
		return null;
	}

	private ObservationType failed(@Nullable Object mapper, Exception ex) {
		Object type = (mapper != null) ? mapper.getClass() : "";
		this.logger.warn(type, () -> type + " failed: " + ex.getClass().getName());
		return ObservationType.SPAN;
	}

}
