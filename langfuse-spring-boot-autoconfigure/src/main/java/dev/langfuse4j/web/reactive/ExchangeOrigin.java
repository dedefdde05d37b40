package dev.langfuse4j.web.reactive;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ContextOrigin;
import dev.langfuse4j.trace.RemoteContext;
import dev.langfuse4j.trace.TraceOrigin;
import dev.langfuse4j.web.RemoteOrigin;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * The request of an observation that WebFlux makes of each, before any filter.
 */
@Internal
public final class ExchangeOrigin implements ContextOrigin {

	/**
	 * Creates what finds it.
	 */
	public ExchangeOrigin() {
	}

	@Override
	public @Nullable TraceOrigin find(Observation.Context context) {
		ServerHttpRequest request = (context instanceof ServerRequestObservationContext server) ? server.getCarrier()
				: null;
		return (request != null) ? origin(request.getHeaders()) : null;
	}

	static @Nullable TraceOrigin origin(HttpHeaders headers) {
		return RemoteOrigin.of(headers.getOrEmpty(RemoteContext.TRACEPARENT),
				headers.getOrEmpty(RemoteContext.BAGGAGE));
	}

}
