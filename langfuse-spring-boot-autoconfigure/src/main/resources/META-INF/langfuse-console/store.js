// What the page knows: the list of traces, kept up with the application, and the state of it.
import { useEffect, useState } from "./hooks.js";
import { server } from "./server.js";

const POLL_MILLIS = 2_000;
const RETRY_MILLIS = 15_000;
const RESTARTED = 401;

const state = {
	/** The summaries that the filter lets pass, latest first. */
	traces: [],
	total: 0,
	filter: "",
	loaded: false,
	/** live, paused, lost or restarted. */
	connection: "live",
	/** Changes that wait while it is paused. */
	waiting: false,
	/** Counts the answers, so that views know when to ask again. */
	revision: 0,
	info: null,
	/** When a filter was refused, why. */
	refusal: null,
};

const listeners = new Set();
let known = new Map();
let since;
let asking = null;
let again = false;
let poll;

function changed() {
	listeners.forEach((listener) => listener());
}

export function useStore() {
	const [, render] = useState(0);
	useEffect(() => {
		const listener = () => render((count) => count + 1);
		listeners.add(listener);
		return () => listeners.delete(listener);
	}, []);
	return state;
}

export const keyOf = (trace) => `${trace.project ?? ""}/${trace.id}`;

const byStart = (one, other) => (one.start < other.start ? 1 : one.start > other.start ? -1 : one.id < other.id ? 1 : -1);

function take(answer) {
	const before = known;
	known = since === undefined || answer.reset ? new Map() : new Map(before);
	for (const gone of answer.removed ?? []) {
		known.delete(keyOf(gone));
	}
	for (const trace of answer.traces ?? []) {
		known.set(keyOf(trace), trace);
	}
	since = answer.revision;
	state.traces = [...known.values()].sort(byStart);
	state.total = answer.total ?? known.size;
	state.revision++;
	state.loaded = true;
	state.refusal = null;
}

/** Asks for what has changed; one request at a time. */
async function refresh() {
	if (asking) {
		again = true;
		return;
	}
	const control = new AbortController();
	asking = control;
	try {
		const [traces, info] = await Promise.all([server.traces(state.filter, since, control.signal), server.state(control.signal)]);
		take(traces);
		state.info = info;
		if (state.connection === "lost") {
			state.connection = "live";
		}
	}
	catch (failure) {
		if (failure.name !== "AbortError") {
			fail(failure);
		}
	}
	if (asking === control) {
		asking = null;
		changed();
		if (again) {
			again = false;
			refresh();
		}
	}
}

function fail(failure) {
	if (failure.status === RESTARTED) {
		state.connection = "restarted";
	}
	else if (failure.status === 400) {
		state.refusal = failure.message;
		state.traces = [];
		state.loaded = true;
	}
	else if (state.connection === "live") {
		state.connection = "lost";
	}
}

function notice() {
	if (state.connection === "paused") {
		state.waiting = true;
		changed();
	}
	else {
		refresh();
	}
}

export function filterBy(text) {
	if (text === state.filter && (state.loaded || asking)) {
		return;
	}
	state.filter = text;
	since = undefined;
	asking?.abort();
	asking = null;
	again = false;
	refresh();
}

export function pause() {
	if (state.connection === "paused") {
		state.connection = "live";
		state.waiting = false;
		refresh();
	}
	else if (state.connection === "live") {
		state.connection = "paused";
	}
	changed();
}

/** Begins to follow the application. */
export function follow() {
	refresh();
	listen();
}

function listen() {
	const source = server.events();
	source.addEventListener("changed", notice);
	source.addEventListener("end", () => {
		if (state.connection === "live") {
			state.connection = "lost";
			changed();
		}
	});
	source.addEventListener("open", () => {
		clearInterval(poll);
		notice();
	});
	source.addEventListener("error", () => {
		if (state.connection === "live") {
			state.connection = "lost";
			changed();
		}
		// The browser gives up when it was refused: too many pages are open, or a new start
		if (source.readyState === EventSource.CLOSED) {
			clearInterval(poll);
			poll = setInterval(notice, POLL_MILLIS);
			notice();
			if (state.connection !== "restarted") {
				setTimeout(listen, RETRY_MILLIS);
			}
		}
	});
}
