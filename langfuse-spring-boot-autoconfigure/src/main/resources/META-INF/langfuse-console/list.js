// The list of traces.
import { html } from "./html.js";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "./hooks.js";
import { Badges, Cost, Empty, Tokens } from "./badges.js";
import { TypeIcon } from "./icons.js";
import { isForElement, useKeys } from "./keys.js";
import { go, links } from "./router.js";
import { filterBy, keyOf, useStore } from "./store.js";
import { reveal, useMedia, useWindow } from "./window.js";
import { clock, cut, duration, line, plural } from "./format.js";

const HEIGHT = 52;
const NARROW_HEIGHT = 62;
const FRESH_MILLIS = 1_200;

/** Where one was, for the way back. */
const memory = { filter: "", top: 0, selected: null };

function Who({ trace }) {
	return html`<div class="who" role="gridcell">${trace.user && html`<div class="clip"><bdi>${cut(line(trace.user), 80)}</bdi></div>`}
		${trace.session && html`<div class="clip faint"><bdi>${cut(line(trace.session), 80)}</bdi></div>`}</div>`;
}

function Row({ trace, index, first, selected, slowest, fresh, onOpen }) {
	const link = links.trace(trace.id, null, trace.project);
	// The root, as one slow trace would make all others look alike
	const share = slowest > 0 ? Math.max(0.02, Math.sqrt((trace.durationMs ?? 0) / slowest)) : 0;
	return useMemo(() => html`<div role="row" class=${`trace-row ${selected ? "selected" : ""} ${trace.level === "ERROR" ? "failed" : ""} ${fresh ? "fresh" : ""}`}
		aria-rowindex=${index + 1} aria-selected=${String(selected)} tabindex=${first ? 0 : -1} data-key=${keyOf(trace)}
		onClick=${(event) => !isForElement(event) && !String(getSelection()) && onOpen(trace)}>
		<div class="when" role="gridcell">${clock(Date.parse(trace.start))}</div>
		<div class="what" role="gridcell"><div class="headline"><${TypeIcon} type=${trace.type ?? "span"} />
			<a class="name" href=${link} tabindex="-1"><bdi>${cut(line(trace.name ?? "unnamed"), 200)}</bdi></a><${Badges} trace=${trace} />
				${trace.project && trace.project !== "default" && html`<span class="chip"><bdi>${cut(line(trace.project), 40)}</bdi></span>`}</div>
			${trace.preview && html`<div class="preview" dir="auto">${cut(line(trace.preview), 300)}</div>`}</div>
		<${Who} trace=${trace} />
		<div class="number tokens-cell" role="gridcell"><${Tokens} tokens=${trace.tokens} /></div>
		<div class="number cost-cell" role="gridcell"><${Cost} dollars=${trace.cost} estimated=${trace.estimatedCost} /></div>
		<div class="number duration-cell" role="gridcell"><div>${duration(trace.durationMs)}</div>
			<div class="share" aria-hidden="true"><div style=${{ width: `${share * 100}%` }}></div></div></div></div>`, [trace, index, first, selected, slowest, fresh]);
}

function Waiting({ info }) {
	return html`<${Empty} title="Waiting for the first trace">
		<p>Call a method with <code>@Observe</code>, or ask a model. Each observation appears here when it has ended.</p>
		${info && info.sampleRate < 1 && html`<p>Only ${Math.round(info.sampleRate * 1000) / 10} % of traces are recorded: see <code>langfuse.sample-rate</code>.</p>`}
		${info && info.captureContent === false && html`<p>Inputs and outputs are not captured: see <code>langfuse.capture</code>.</p>`}<//>`;
}

function Nothing({ filter, refusal, total }) {
	return html`<${Empty} title=${refusal ? "This filter cannot be read" : "No trace matches"} drawing=${false}>
		<p>${refusal ? line(refusal) : html`None of ${plural(total, "trace")} matches <code><bdi>${cut(line(filter), 120)}</bdi></code>.`}</p>
		<p><button class="button" onClick=${() => go(links.traces(""))}>Show all traces</button></p><//>`;
}

/** Keeps what is looked at in place when traces are added above it. */
function useStill(element, traces, height) {
	const anchor = useRef(null);
	const drop = () => {
		const index = Math.min(traces.length - 1, Math.floor(element.scrollTop / height));
		anchor.current = index >= 0 ? { key: keyOf(traces[index]), index } : null;
	};
	useLayoutEffect(() => {
		if (!element) {
			return;
		}
		if (anchor.current && element.scrollTop > 0) {
			const at = traces.findIndex((trace) => keyOf(trace) === anchor.current.key);
			if (at >= 0) {
				element.scrollTop += (at - anchor.current.index) * height;
			}
		}
		drop();
	}, [element, traces, height]);
	return () => {
		drop();
		memory.top = element.scrollTop;
	};
}

const NONE = new Set();

/** The keys of the traces that have come a moment ago. */
function useFresh(traces) {
	const seen = useRef(null);
	useEffect(() => {
		const look = () => (seen.current = { traces, keys: new Set(traces.map(keyOf)) });
		const timer = setTimeout(look, seen.current ? FRESH_MILLIS : 0);
		return () => clearTimeout(timer);
	}, [traces]);
	if (!seen.current || seen.current.traces === traces) {
		return NONE;
	}
	return new Set(traces.map(keyOf).filter((key) => !seen.current.keys.has(key)));
}

function List({ traces, info }) {
	const [scroller, place] = useState(null);
	const height = useMedia("(max-width: 700px)") ? NARROW_HEIGHT : HEIGHT;
	const [selected, select] = useState(memory.selected);
	const wanted = useRef(memory.selected !== null);
	const [first, last] = useWindow(scroller, traces.length, height);
	const onScroll = useStill(scroller, traces, height);
	const fresh = useFresh(traces);
	const found = useMemo(() => traces.findIndex((trace) => keyOf(trace) === selected), [traces, selected]);
	const current = Math.max(0, found);

	useLayoutEffect(() => {
		if (scroller) {
			scroller.scrollTop = memory.top;
		}
	}, [scroller]);
	useLayoutEffect(() => {
		const row = wanted.current && scroller?.querySelector('[tabindex="0"]');
		if (row) {
			wanted.current = false;
			row.focus({ preventScroll: true });
		}
	});
	const move = (to) => {
		const index = Math.max(0, Math.min(traces.length - 1, to));
		memory.selected = keyOf(traces[index]);
		wanted.current = true;
		reveal(scroller, index, height);
		select(memory.selected);
	};
	const open = (trace) => {
		memory.selected = keyOf(trace);
		go(links.trace(trace.id, null, trace.project));
	};
	const next = () => move(found + 1);
	const before = () => move(found - 1);
	const page = () => Math.max(1, Math.floor((scroller?.clientHeight ?? height) / height) - 1);
	useKeys({
		j: next, ArrowDown: next, k: before, ArrowUp: before,
		Home: () => move(0), End: () => move(traces.length - 1), PageDown: () => move(current + page()), PageUp: () => move(current - page()),
		Enter: (event) => !isForElement(event) && open(traces[current]),
		e: () => {
			const after = traces.findIndex((trace, index) => index > found && trace.errors > 0);
			move(after >= 0 ? after : Math.max(0, traces.findIndex((trace) => trace.errors > 0)));
		},
	});
	const slowest = useMemo(() => traces.reduce((most, trace) => Math.max(most, trace.durationMs ?? 0), 0), [traces]);
	return html`<div class="view"><div class="trace-head" aria-hidden="true"><div>Time</div><div>Trace</div><div class="who">User, session</div>
			<div class="number tokens-cell">Tokens</div><div class="number cost-cell">Cost</div><div class="number">Duration</div></div>
		<div class="scroller" ref=${place} role="grid" aria-label="Traces" aria-rowcount=${traces.length} onScroll=${onScroll}>
			<div class="runway" role="presentation" style=${{ height: `${traces.length * height}px` }}>
				<div class="rows" role="presentation" style=${{ transform: `translateY(${first * height}px)` }}>
					${traces.slice(first, last).map((trace, index) => html`<${Row} key=${keyOf(trace)} trace=${trace} index=${first + index} onOpen=${open}
						first=${first + index === current} selected=${first + index === found} slowest=${slowest} fresh=${fresh.has(keyOf(trace))} />`)}
				</div></div>
			${info?.dropped > 0 && html`<p class="note">${plural(info.dropped, "older trace")} ${info.dropped === 1 ? "is" : "are"} not shown: the console keeps the
				latest ${info.maxTraces}.</p>`}</div></div>`;
}

export function Traces({ filter }) {
	const { traces, total, loaded, info, refusal } = useStore();
	if (memory.filter !== filter) {
		Object.assign(memory, { filter, top: 0, selected: null });
	}
	useEffect(() => filterBy(filter), [filter]);
	if (!loaded) {
		return html`<div class="view" aria-busy="true"></div>`;
	}
	if (traces.length === 0) {
		return html`<div class="view">${filter || refusal ? html`<${Nothing} filter=${filter} refusal=${refusal} total=${info?.traces ?? total} />`
			: html`<${Waiting} info=${info} />`}</div>`;
	}
	return html`<${List} key=${filter} traces=${traces} info=${info} />`;
}
