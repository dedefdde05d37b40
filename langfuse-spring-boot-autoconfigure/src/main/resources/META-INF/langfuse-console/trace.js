// One trace: a strip of facts, its tree with the waterfall, and the selected observation.
import { html } from "./html.js";
import { useEffect, useMemo, useRef, useState } from "./hooks.js";
import { Badges, Cost, Empty, Score, Tokens, wasteOf } from "./badges.js";
import { copy } from "./clipboard.js";
import { copyMarkdown, Detail, tabsOf } from "./detail.js";
import { Icon, TypeIcon } from "./icons.js";
import { useKeys } from "./keys.js";
import { go, links, replace } from "./router.js";
import { server } from "./server.js";
import { keyOf, useStore } from "./store.js";
import { failures, isError, pathTo, rowsOf, treeOf } from "./tree.js";
import { TreeGrid } from "./treegrid.js";
import { clock, cut, duration, line, plural } from "./format.js";

/** Larger trees open only where something has failed. */
const MANY = 300;
const OPEN_LEVELS = 2;

function useTrace(id, project) {
	const { traces, revision } = useStore();
	const [answer, set] = useState({});
	const summary = traces.find((trace) => trace.id === id && (!project || trace.project === project));
	// A summary that the filter hides does not tell of changes
	const version = summary ?? (answer.trace?.running ? revision : null);
	useEffect(() => {
		const control = new AbortController();
		server.trace(id, project, control.signal).then((trace) => set({ id, project, trace }),
			(failure) => failure.name !== "AbortError" && set((before) => ({ id, project, trace: before.id === id ? before.trace : undefined, failure })));
		return () => control.abort();
	}, [id, project, version]);
	return answer.id === id ? answer : {};
}

function closedAtFirst(tree) {
	const closed = new Set();
	if (tree.byId.size > MANY) {
		rowsOf(tree, closed).filter((row) => row.level >= OPEN_LEVELS && !row.leaf).forEach((row) => closed.add(row.node.id));
		failures(tree).slice(0, 20).forEach((node) => pathTo(tree, node.id).forEach((id) => closed.delete(id)));
	}
	return closed;
}

function Strip({ trace, filter, onCopy }) {
	const fact = (name, value) => value && html`<div class="fact"><dt>${name}</dt><dd>${value}</dd></div>`;
	const json = () => copy(JSON.stringify(trace, null, 2), "JSON");
	return html`<div class="strip"><div class="strip-title"><a class="icon-button" href=${links.traces(filter)} aria-label="Back to the traces" title="Back (Esc)">
				<${Icon} name="back" /></a>
			<${TypeIcon} type=${trace.type ?? "span"} /><h1><bdi>${cut(line(trace.name ?? "unnamed"), 300)}</bdi></h1><${Badges} trace=${trace} />
			<div class="actions"><button class="button" title="Copy the trace as Markdown" onClick=${onCopy}><${Icon} name="copy" />Markdown</button>
				<button class="button" title="Copy the trace as JSON" onClick=${json}><${Icon} name="copy" />JSON</button>
				<a class="button" href=${server.otlp(trace.id, trace.project)} download=${`trace-${trace.id}.otlp.json`} title="Download the trace as OTLP/JSON"><${Icon} name="download" />OTLP</a>
				${/^https?:\/\//.test(trace.langfuseUrl ?? "") && html`<a class="button" href=${trace.langfuseUrl} target="_blank" rel="noopener noreferrer"
					title="Open the trace in Langfuse"><${Icon} name="away" />Langfuse</a>`}</div></div>
		<dl class="facts">${fact("Started", clock(Date.parse(trace.start)))}${fact("Took", duration(trace.durationMs))}
			${fact("Tokens", trace.tokens && html`<${Tokens} tokens=${trace.tokens} />`)}
			${fact("Cost", trace.cost != null && html`<${Cost} dollars=${trace.cost} estimated=${trace.estimatedCost} />`)}
			${fact(trace.models?.length > 1 ? "Models" : "Model", trace.models?.length > 0 && html`<bdi>${cut(trace.models.map(line).join(", "), 160)}</bdi>`)}
			${fact("User", trace.user && html`<a href=${links.traces(`user:"${trace.user}"`)}><bdi>${cut(line(trace.user), 80)}</bdi></a>`)}
			${fact("Session", trace.session && html`<a href=${links.session(trace.session, trace.project)}><bdi>${cut(line(trace.session), 80)}</bdi></a>`)}
			${fact("Environment", trace.environment && trace.environment !== "default" && html`<bdi>${cut(line(trace.environment), 60)}</bdi>`)}
			${fact("Release", trace.release && html`<bdi>${cut(line(trace.release), 60)}</bdi>`)}
			${fact("Version", trace.version && html`<bdi>${cut(line(trace.version), 60)}</bdi>`)}
			${fact("Project", trace.project && trace.project !== "default" && html`<bdi>${cut(line(trace.project), 60)}</bdi>`)}
			${trace.tags?.length > 0 && fact("Tags", trace.tags.map((tag) => html`<span class="chip"><bdi>${cut(line(tag), 40)}</bdi></span>`))}
			${trace.scores?.length > 0 && fact("Scores", trace.scores.map((score) => html`<${Score} score=${score} />`))}
			${trace.metadata && Object.entries(trace.metadata).slice(0, 6).map(([key, value]) => fact(cut(line(key), 40),
		html`<bdi>${cut(line(typeof value === "string" ? value : JSON.stringify(value)), 80)}</bdi>`))}</dl></div>`;
}

function Notes({ trace, tree, failed, repeated, onSelect }) {
	const first = failed[0];
	return html`${first && html`<div class="callout error"><${Icon} name="error" /><div><strong>${plural(failed.length, "failure")}</strong>${" "}
			<bdi>${cut(line(first.name ?? ""), 80)}: ${cut(line(first.error?.message ?? first.statusMessage ?? first.error?.type ?? "no message"), 220)}</bdi></div>
			<button class="button small" title="Next error (e)" onClick=${() => onSelect(failed)}>Show</button></div>`}
		${trace.duplicates && html`<div class="callout duplicate"><span class="badge duplicate" aria-hidden="true">×${mostOf(trace, tree)}</span>
			<div>${wasteOf(trace.duplicates)}.</div><button class="button small" title="Next repeat (d)" onClick=${() => onSelect(repeated)}>Show</button></div>`}`;
}

const mostOf = (trace, tree) => [...tree.byId.values()].reduce((most, node) => Math.max(most, node.duplicates ?? 0), trace.duplicates.times ?? 0);

export function Trace({ id, project, observation: asked }) {
	const { filter } = useStore();
	const { trace, failure } = useTrace(id, project);
	const [closed, close] = useState(null);
	const [tab, show] = useState("messages");
	const panel = useRef(null);
	const tree = useMemo(() => trace && treeOf(trace.observations ?? []), [trace]);
	const failed = useMemo(() => (tree ? failures(tree) : []), [tree]);
	const repeated = useMemo(() => (tree ? rowsOf(tree, new Set()).map((row) => row.node).filter((node) => node.duplicates > 1 || node.duplicateOf) : []), [tree]);
	const chosen = tree && (tree.byId.get(asked) ?? failed[0] ?? tree.tops[0]);
	const atFirst = useMemo(() => tree && closedAtFirst(tree), [tree]);
	const shut = closed ?? atFirst;

	const select = (next) => replace(links.trace(id, next, project));
	const nextOf = (nodes) => {
		const at = nodes.findIndex((node) => node.id === chosen?.id);
		if (nodes.length > 0) {
			select(nodes[(at + 1) % nodes.length].id);
		}
	};
	useEffect(() => {
		if (!chosen) {
			return;
		}
		show((before) => (isError(chosen) && (before === "messages" || before === "error") ? "error"
			: tabsOf(chosen).includes(before) && before !== "error" ? before : "messages"));
		const path = pathTo(tree, chosen.id).filter((above) => shut.has(above));
		if (path.length > 0) {
			const now = new Set(shut);
			path.forEach((above) => now.delete(above));
			close(now);
		}
	}, [chosen?.id]);
	useEffect(() => {
		document.title = trace ? `${cut(line(trace.name ?? "Trace"), 60)} · Langfuse console` : "Langfuse console";
	}, [trace?.name]);
	const only = (one) => () => chosen && tabsOf(chosen).includes(one) && show(one);
	const numbered = (index) => () => chosen && show(tabsOf(chosen)[index] ?? tab);
	useKeys({
		m: only("messages"), w: only("wire"), e: () => nextOf(failed), d: () => nextOf(repeated),
		1: numbered(0), 2: numbered(1), 3: numbered(2), 4: numbered(3),
		c: () => chosen && copyMarkdown(trace, chosen.id),
		Escape: (event) => (event.target.closest?.(".detail") ? document.querySelector('.node[tabindex="0"]')?.focus() : go(links.traces(filter))),
	});

	if (!trace) {
		return html`<div class="view" aria-busy=${String(!failure)}>${failure && html`<${Empty} title=${failure.status === 404 ? "This trace is not here" : "The trace cannot be shown"} drawing=${false}>
			<p>${failure.status === 404 ? "It is older than the latest ones that the console keeps, or the application has been started anew." : line(failure.message)}</p>
			<p><a class="button" href=${links.traces("")}>All traces</a></p><//>`}</div>`;
	}
	const valid = chosen && tabsOf(chosen).includes(tab) ? tab : "messages";
	return html`<div class="view trace-view"><${Strip} trace=${trace} filter=${filter} onCopy=${() => copyMarkdown(trace)} />
		<${Notes} trace=${trace} tree=${tree} failed=${failed} repeated=${repeated} onSelect=${nextOf} />
		${chosen ? html`<div class="split"><${TreeGrid} key=${keyOf(trace)} tree=${tree} closed=${shut} selected=${chosen.id} onSelect=${select} focus=${true}
				onClosed=${close} onEnter=${() => panel.current?.focus()} />
			<${Detail} observation=${chosen} trace=${trace} tree=${tree} tab=${valid} onTab=${show} panel=${panel} /></div>`
		: html`<${Empty} title="Nothing has ended yet"><p>Observations appear when they have ended.</p><//>`}</div>`;
}
