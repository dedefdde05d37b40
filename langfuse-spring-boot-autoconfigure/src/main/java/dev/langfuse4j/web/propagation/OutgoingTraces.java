package dev.langfuse4j.web.propagation;

import java.net.URI;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.RemoteContext;
import dev.langfuse4j.trace.TraceHandover;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.http.HttpHeaders;

/**
 * Tells other services which trace they are asked in: those that are listed, nobody else.
 * Thread-safe.
 */
@Internal
public final class OutgoingTraces {

	private final LangfuseTracer tracer;

	private final HostPatterns hosts;

	/**
	 * Creates what writes headers.
	 * @param tracer knows the current trace
	 * @param hosts who is told
	 */
	public OutgoingTraces(LangfuseTracer tracer, HostPatterns hosts) {
		this.tracer = tracer;
		this.hosts = hosts;
	}

	/**
	 * Whether anybody is ever told.
	 * @return whether a host is listed
	 */
	public boolean isActive() {
		return !this.hosts.isEmpty();
	}

	/**
	 * The trace that a request is made in. On the way to its answer it may be another.
	 * @param context the Reactor context, empty outside of a reactive pipeline
	 * @return the trace, or {@code null} outside of one
	 */
	@Nullable TraceHandover current(ContextView context) {
		return this.tracer.handover(context);
	}

	/**
	 * The headers to ask a service with. A {@code traceparent} of the application's own
	 * tracing stays.
	 * @param uri the address that is asked
	 * @param headers what is sent anyway
	 * @param trace the trace, or {@code null} outside of one
	 * @return the same, or a copy with more
	 */
	HttpHeaders headers(URI uri, HttpHeaders headers, @Nullable TraceHandover trace) {
		if (trace == null || !this.hosts.matches(uri)) {
			return headers;
		}
		HttpHeaders all = HttpHeaders.copyOf(headers);
		if (!all.containsHeader(RemoteContext.TRACEPARENT)) {
			all.set(RemoteContext.TRACEPARENT, trace.traceparent());
		}
		all.set(RemoteContext.BAGGAGE, trace.baggage(all.getOrEmpty(RemoteContext.BAGGAGE)));
		return all;
	}

}
