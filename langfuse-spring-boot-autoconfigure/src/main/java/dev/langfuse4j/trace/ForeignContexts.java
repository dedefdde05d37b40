package dev.langfuse4j.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The mappers by the contexts they are for; the first that fits is used.
 */
final class ForeignContexts {

	private final LogOnce logger = new LogOnce(ForeignContexts.class);

	private final Map<Class<?>, ObservationMapper<?>> mappers = new LinkedHashMap<>();

	/**
	 * Asks each mapper once what it is for: this is asked of every observation of the
	 * application.
	 */
	ForeignContexts(List<ObservationMapper<?>> mappers) {
		mappers.forEach((mapper) -> this.mappers.putIfAbsent(mapper.contextType(), mapper));
	}

	boolean maps(Observation.Context context) {
		return find(context) != null;
	}

	ObservationType type(Observation.Context context) {
		ObservationMapper<Observation.Context> mapper = find(context);
		try {
			return (mapper != null) ? mapper.type(context) : ObservationType.SPAN;
		}
		catch (Throwable ex) {
			return failed(mapper, ex);
		}
	}

	void map(Observation.Context context, LangfuseObservation observation) {
		ObservationMapper<Observation.Context> mapper = find(context);
		try {
			if (mapper != null) {
				mapper.map(context, observation);
			}
		}
		catch (Throwable ex) {
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
		for (Map.Entry<Class<?>, ObservationMapper<?>> mapper : this.mappers.entrySet()) {
			if (mapper.getKey().isInstance(context)) {
				return (ObservationMapper<Observation.Context>) mapper.getValue();
			}
		}
		return null;
	}

	private ObservationType failed(@Nullable Object mapper, Throwable ex) {
		Fatal.rethrow(ex);
		Object type = (mapper != null) ? mapper.getClass() : "";
		this.logger.warn(type, () -> type + " failed: " + ex.getClass().getName());
		return ObservationType.SPAN;
	}

}
