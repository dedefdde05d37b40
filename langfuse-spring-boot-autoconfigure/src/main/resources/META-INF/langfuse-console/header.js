// What is at the top of every view.
import { html } from "./html.js";
import { useEffect, useRef, useState } from "./hooks.js";
import { Icon, Mark } from "./icons.js";
import { useKeys } from "./keys.js";
import { go, links, replace } from "./router.js";
import { pause, useStore } from "./store.js";
import { clock, count, cut, line, plural } from "./format.js";

const TYPING_MILLIS = 120;
const THEMES = ["auto", "light", "dark"];

function Filter({ route }) {
	const input = useRef(null);
	const timer = useRef(0);
	const [text, set] = useState(route.filter);
	useEffect(() => {
		if (route.view === "traces" && document.activeElement !== input.current) {
			set(route.filter);
		}
	}, [route.view, route.filter]);
	useKeys({ "/": () => {
		input.current.focus();
		input.current.select();
	} });
	const apply = (value) => (route.view === "traces" ? replace(links.traces(value)) : go(links.traces(value)));
	const change = (value) => {
		set(value);
		clearTimeout(timer.current);
		if (route.view === "traces") {
			timer.current = setTimeout(() => apply(value), TYPING_MILLIS);
		}
	};
	const onKey = (event) => {
		if (event.key === "Enter" || event.key === "Escape" || event.key === "ArrowDown") {
			event.preventDefault();
			clearTimeout(timer.current);
			const value = event.key === "Escape" ? "" : text;
			if (event.key === "Escape" && text === "") {
				event.currentTarget.blur();
				return;
			}
			set(value);
			apply(value);
			if (event.key !== "Escape") {
				event.currentTarget.blur();
				document.querySelector('[role="grid"] [tabindex="0"]')?.focus();
			}
		}
	};
	return html`<div class="filter" role="search"><${Icon} name="search" /><input ref=${input} type="text" value=${text} spellcheck="false" autocomplete="off"
		aria-label="Filter" placeholder="type:tool  level:error  user:…  >2s  text" onInput=${(event) => change(event.currentTarget.value)} onKeyDown=${onKey} />
		${text ? html`<button class="icon-button" aria-label="Clear the filter" onClick=${() => {
		set("");
		apply("");
	}}><${Icon} name="close" /></button>` : html`<kbd aria-hidden="true">/</kbd>`}</div>`;
}

const CONNECTIONS = {
	live: ["Live", "New traces appear at once. Pause (p)"],
	paused: ["Paused", "Go on (p)"],
	lost: ["Offline", "The application does not answer; this page tries again"],
	restarted: ["Restarted", "The application has been started anew: open the address that its log names"],
};

function Live({ connection, waiting }) {
	const [name, title] = CONNECTIONS[connection];
	const able = connection === "live" || connection === "paused";
	useKeys({ p: () => pause() });
	return html`<button class=${`live ${connection}`} title=${title} aria-pressed=${String(connection === "paused")} disabled=${!able} onClick=${pause}>
		${connection === "paused" ? html`<${Icon} name="play" />` : html`<span class="dot"></span>`}<span>${name}${waiting ? html`<span class="faint"> · new</span>` : ""}</span></button>`;
}

const exportText = {
	sending: (state) => `${count(state.delivered)} sent`,
	failing: (state) => `Not arriving · ${count(state.waiting)} waiting`,
	off: () => "Local only",
};

/** How the export to Langfuse is doing, in a few words and at length. */
function ExportState({ state }) {
	if (!state) {
		return null;
	}
	const short = exportText[state.status]?.(state) ?? line(state.status ?? "");
	const facts = [["Server", state.server && line(state.server)], ["Why", state.reason && line(state.reason)], ["Sent", state.delivered], ["Waiting", state.waiting],
		["Rejected", state.rejected], ["Lost", state.lost], ["Breaker", state.breaker && line(state.breaker)],
		["Last success", state.lastSuccess && clock(Date.parse(state.lastSuccess))],
		["Last failure", state.lastFailure && `${clock(Date.parse(state.lastFailure.time))} ${line(state.lastFailure.message ?? "")}`]];
	const lost = state.rejected > 0 || state.lost > 0;
	const leave = (event) => event.currentTarget.contains(event.relatedTarget) || (event.currentTarget.open = false);
	return html`<details onFocusOut=${leave} class=${`export ${state.status} ${lost ? "lossy" : ""}`}><summary title="The export to Langfuse">${short}${lost
		&& html`<span class="badge error">${count((state.lost ?? 0) || state.rejected)} lost</span>`}</summary>
		<dl class="popover">${facts.filter(([, value]) => value != null && value !== "").map(([name, value]) => html`<dt>${name}</dt>
			<dd>${typeof value === "number" ? count(value) : cut(value, 300)}</dd>`)}</dl></details>`;
}

document.documentElement.dataset.theme = THEMES.find((theme) => theme === read()) ?? "auto";

function Theme() {
	const [theme, set] = useState(document.documentElement.dataset.theme);
	useEffect(() => {
		document.documentElement.dataset.theme = theme;
		try {
			localStorage.setItem("langfuse-console-theme", theme);
		}
		catch {
			// A browser that stores nothing forgets it
		}
	}, [theme]);
	const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
	return html`<button class="icon-button" title=${`Theme: ${theme}. Change to ${next}`} aria-label=${`Theme: ${theme}`} onClick=${() => set(next)}><${Icon} name="theme" /></button>`;
}

function read() {
	try {
		return localStorage.getItem("langfuse-console-theme");
	}
	catch {
		return null;
	}
}

function Tab({ href, current, children }) {
	return html`<a href=${href} aria-current=${current ? "page" : null}>${children}</a>`;
}

export function Header({ route, onHelp }) {
	const { connection, waiting, info, filter } = useStore();
	const link = info?.export?.server;
	const { view } = route;
	return html`<header class="top"><a class="mark" href="#/" title="Langfuse console"><${Mark} /><span class="application"><bdi>${info?.application
			? cut(line(info.application), 40) : "Langfuse"}</bdi></span></a>
		<nav aria-label="Views"><${Tab} href=${links.traces(filter)} current=${view === "traces" || view === "t"}>Traces<//>
			<${Tab} href=${links.sessions()} current=${view === "sessions" || view === "s"}>Sessions<//><${Tab} href=${links.models()} current=${view === "m" || view === "models"}>Models<//></nav>
		<${Filter} route=${route} /><div class="states"><${Live} connection=${connection} waiting=${waiting} /><${ExportState} state=${info?.export} />
			${/^https?:\/\//.test(link ?? "") && html`<a class="icon-button" href=${link} target="_blank" rel="noopener noreferrer" title="Open Langfuse" aria-label="Open Langfuse">
				<${Icon} name="away" /></a>`}
			<${Theme} /><button class="icon-button" title="Keys (?)" aria-label="Keys" onClick=${onHelp}><${Icon} name="help" /></button></div></header>
		${connection === "restarted" && html`<div class="banner" role="alert">The application has been started anew. Open the address that its log names.</div>`}
		${info?.withoutContent > 0 && view === "t" && html`<span class="offscreen">${plural(info.withoutContent, "trace")} without content</span>`}`;
}
