/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.ScoreExporter;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.score.ScoreData;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the latest traces in memory and shows them in the browser. It is an exporter, so
 * it shows the data that is sent. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Console implements ObservationExporter, ScoreExporter {

	/**
	 * Path of the JSON endpoints, relative to the path of the console.
	 */
	static final String API = "/api/";

	private static final String EVENTS = API + "events";

	private static final Comparator<TraceReading> LATEST_FIRST = Comparator.comparingLong(TraceReading::start)
		.reversed();

	private final ConsoleSettings settings;

	private final ConsoleGuard guard;

	private final ConsoleFiles files = new ConsoleFiles();

	private final Prices prices;

	private final TraceStore store;

	private final ScoreBook scores;

	private final ConsoleEvents events;

	private final TraceJson traces;

	private final SessionJson sessions;

	private final StateJson state;

	private final TraceEndpoint endpoint;

	/**
	 * Creates a console.
	 * @param settings the settings
	 * @param application the information to show beside traces
	 * @param scheduler notifies the clients
	 */
	public Console(ConsoleSettings settings, ConsoleApplication application, Scheduler scheduler) {
		this.settings = settings;
		this.guard = new ConsoleGuard(settings);
		this.prices = new Prices(settings.prices());
		this.events = new ConsoleEvents(this::change, scheduler);
		this.store = new TraceStore(settings.maxTraces(), settings.maxBytes(), this.events::changed);
		this.scores = new ScoreBook(settings.maxBytes());
		this.traces = new TraceJson(application, this.scores);
		this.sessions = new SessionJson(this.traces);
		this.state = new StateJson(settings, application);
		this.endpoint = new TraceEndpoint(this.store, this.prices, this.traces, application.encoders());
	}

	@Override
	public void export(List<ObservationData> observations) {
		this.store.export(observations);
	}

	@Override
	public void exportScores(List<ScoreData> scores) {
		this.store.touch(this.scores.add(scores));
	}

	/**
	 * The path that opens the console, below the application's.
	 * @return the path, with the token if one is required
	 */
	public String entrance() {
		return this.settings.path() + ((this.settings.token() != null) ? "?token=" + this.settings.token() : "");
	}

	/**
	 * The part of a path that is below the console's own.
	 * @param path a path below the application's
	 * @return the part, empty or beginning with a slash, or {@code null} if the path
	 * leads elsewhere
	 */
	public @Nullable String below(String path) {
		if (!path.startsWith(this.settings.path())) {
			return null;
		}
		String below = path.substring(this.settings.path().length());
		return (below.isEmpty() || below.startsWith(API) || this.files.contains(below)) ? below : null;
	}

	/**
	 * Ends all streams: a server that stops gracefully waits for them.
	 */
	public void end() {
		this.events.end();
	}

	/**
	 * Handles a request.
	 * @param request the request, whose path is {@link #below below that of the console}
	 * @return the response
	 */
	public ConsoleAnswer answer(ConsoleRequest request) {
		ConsoleAnswer refusal = this.guard.refuse(request);
		if (refusal != null) {
			return refusal;
		}
		String token = this.settings.token();
		boolean tells = token != null && ConsoleGuard.isEqual(token, request.parameter("token"));
		if (request.path().isEmpty()) {
			// The page's own addresses are relative, whatever a proxy puts in front
			String name = this.settings.path().substring(this.settings.path().lastIndexOf('/') + 1);
			return ConsoleAnswer
				.redirect(name + "/" + (tells ? "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8) : ""));
		}
		if (request.path().equals("/") && tells) {
			// From here on the cookie stands for the token, which so is in no history
			return ConsoleAnswer.redirect("./")
				.with("Set-Cookie", ConsoleGuard.cookie(request) + "=" + token + "; HttpOnly; SameSite=Strict"
						+ (request.isSecure() ? "; Secure" : ""));
		}
		if (request.path().equals(EVENTS)) {
			Flux<String> stream = this.events.listen();
			return (stream != null) ? ConsoleAnswer.stream(stream)
					: Json.error(503, "Too many clients are connected.").with("Retry-After", "30");
		}
		ConsoleAnswer file = this.files.find(request);
		ConsoleAnswer answer = (file != null) ? file : api(request);
		return (answer != null) ? answer : Json.error(404, "Not found. It may have been removed.");
	}

	private @Nullable ConsoleAnswer api(ConsoleRequest request) {
		return switch (request.path().substring(API.length())) {
			case "traces" -> traces(request);
			case "sessions" -> list("sessions", this.sessions.all(latestFirst(this.store.snapshot())));
			case "session" -> session(request);
			case "models" -> list("models", ModelJson.all(latestFirst(this.store.snapshot()), this.prices));
			case "state" -> this.state.json(this.store.snapshot()).answer();
			default -> this.endpoint.answer(request);
		};
	}

	private ConsoleAnswer list(String name, List<Map<String, Object>> elements) {
		return new Json().put("revision", this.store.revision()).putAlways(name, elements).answer();
	}

	private ConsoleAnswer traces(ConsoleRequest request) {
		Long since = number(request.parameter("since"));
		Long limit = number(request.parameter("limit"));
		if (isInvalid(since, request.parameter("since")) || isInvalid(limit, request.parameter("limit"))) {
			return Json.error(400, "'since' and 'limit' must be numbers.");
		}
		TraceFilter filter = new TraceFilter(request.parameter("filter"));
		TraceStore.Snapshot snapshot = this.store.snapshot();
		List<TraceKey> removed = (since != null) ? this.store.removedSince(since) : null;
		long after = (since != null && removed != null) ? since : -1;
		List<Map<String, Object>> gone = new ArrayList<>();
		List<Map<String, Object>> found = new ArrayList<>();
		if (removed != null) {
			removed.forEach((key) -> gone.add(key.json().values()));
		}
		for (TraceReading trace : latestFirst(snapshot)) {
			if (trace.trace().revision() <= after) {
				continue;
			}
			if (!filter.test(trace)) {
				gone.add(trace.trace().key().json().values());
			}
			else if (limit == null || found.size() < limit) {
				found.add(this.traces.summary(trace).values());
			}
		}
		return new Json().put("revision", snapshot.revision())
			.put("total", snapshot.traces().size())
			.put("dropped", snapshot.dropped())
			.put("reset", since != null && removed == null)
			.putAlways("traces", found)
			.put("removed", (removed != null) ? gone : null)
			.answer();
	}

	private @Nullable ConsoleAnswer session(ConsoleRequest request) {
		String id = request.parameter("id");
		String project = request.parameter("project");
		if (id == null) {
			return Json.error(400, "'id' is missing.");
		}
		Json session = this.sessions.one(id, (project != null) ? project : TraceState.DEFAULT_PROJECT,
				latestFirst(this.store.snapshot()));
		return (session != null) ? session.answer() : null;
	}

	private List<TraceReading> latestFirst(TraceStore.Snapshot snapshot) {
		Stream<TraceReading> readings = snapshot.traces().stream().map((trace) -> trace.reading(this.prices));
		return readings.sorted(LATEST_FIRST).toList();
	}

	private String change() {
		TraceStore.Snapshot snapshot = this.store.snapshot();
		return JsonMapper.shared()
			.writeValueAsString(new Json().put("revision", snapshot.revision())
				.put("traces", snapshot.traces().size())
				.put("dropped", snapshot.dropped())
				.values());
	}

	private static @Nullable Long number(@Nullable String text) {
		try {
			return (text != null) ? Long.parseLong(text) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static boolean isInvalid(@Nullable Long number, @Nullable String text) {
		return text != null && (number == null || number < 0);
	}

}
