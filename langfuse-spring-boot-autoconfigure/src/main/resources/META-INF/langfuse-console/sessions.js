// Sessions, and one of them as a conversation.
import { html } from "./html.js";
import { useEffect, useState } from "./hooks.js";
import { Badges, Cost, Empty, Tokens } from "./badges.js";
import { Turn } from "./chat-view.js";
import { Icon } from "./icons.js";
import { isForElement, useKeys } from "./keys.js";
import { go, links } from "./router.js";
import { server } from "./server.js";
import { useStore } from "./store.js";
import { clock, cut, duration, line, plural } from "./format.js";

/** Asks the server, now and whenever something has changed. */
export function useAnswer(ask, keys) {
	const { revision } = useStore();
	const [answer, set] = useState({});
	useEffect(() => set({}), keys);
	useEffect(() => {
		const control = new AbortController();
		ask(control.signal).then((value) => set({ value }), (failure) => failure.name !== "AbortError" && set({ failure }));
		return () => control.abort();
	}, [...keys, revision]);
	return answer;
}

/** Moves the focus among the rows of a table. */
export function useRowKeys() {
	const step = (by) => () => {
		const rows = [...document.querySelectorAll("[data-row]")];
		rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement.closest("[data-row]")) + by))]?.focus();
	};
	useKeys({ j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1), Escape: () => go(links.traces("")) });
}

function Row({ session }) {
	const link = links.session(session.id, session.project);
	return html`<a class="session-row" href=${link} data-row><div class="when">${clock(Date.parse(session.end ?? session.start))}</div>
		<div class="what"><div class="headline"><span class="name"><bdi>${cut(line(session.id), 120)}</bdi></span>
				${session.level === "ERROR" && html`<span class="badge error"><${Icon} name="error" />error</span>`}</div>
			<div class="preview" dir="auto">${cut(line(session.preview ?? ""), 300)}</div></div>
		<div class="who"><div class="clip"><bdi>${cut((session.users ?? []).map(line).join(", "), 80)}</bdi></div></div>
		<div class="number">${plural(session.traceCount, "trace")}</div>
		<div class="number tokens-cell"><${Tokens} tokens=${session.tokens} /></div>
		<div class="number cost-cell"><${Cost} dollars=${session.cost} estimated=${session.estimatedCost} /></div></a>`;
}

export function Sessions() {
	const { value, failure } = useAnswer(server.sessions, []);
	useRowKeys();
	if (!value) {
		return html`<div class="view" aria-busy=${String(!failure)}>${failure && html`<${Empty} title="The sessions cannot be shown" drawing=${false}>
			<p>${line(failure.message)}</p><//>`}</div>`;
	}
	if (value.sessions.length === 0) {
		return html`<div class="view"><${Empty} title="No sessions yet"><p>A session joins the traces of one conversation. Spring AI's conversation ID becomes one,
			and so does <code>langfuse.with().sessionId(…)</code>.</p><//></div>`;
	}
	return html`<div class="view"><div class="session-head" aria-hidden="true"><div>Last</div><div>Session</div><div class="who">Users</div><div class="number">Traces</div>
			<div class="number tokens-cell">Tokens</div><div class="number cost-cell">Cost</div></div>
		<div class="scroller">${value.sessions.map((session) => html`<${Row} key=${`${session.project}/${session.id}`} session=${session} />`)}</div></div>`;
}

function TurnOf({ turn }) {
	const { trace, input, output } = turn;
	const link = links.trace(trace.id, null, trace.project);
	return html`<section class="turn" data-row tabindex="-1" onKeyDown=${(event) => event.key === "Enter" && !isForElement(event) && go(link)}>
		<header><a href=${link}><bdi>${cut(line(trace.name ?? "unnamed"), 120)}</bdi></a><span class="faint">${clock(Date.parse(trace.start))}</span>
			<span class="faint">${duration(trace.durationMs)}</span><span class="faint"><${Tokens} tokens=${trace.tokens} /></span><${Badges} trace=${trace} /></header>
		${input === undefined && output === undefined ? html`<p class="note">No content</p>` : html`<${Turn} input=${input} output=${output} />`}</section>`;
}

export function Session({ id, project }) {
	const { value, failure } = useAnswer((signal) => server.session(id, project, signal), [id, project]);
	useRowKeys();
	if (!value) {
		return html`<div class="view" aria-busy=${String(!failure)}>${failure && html`<${Empty} title=${failure.status === 404 ? "This session is not here" : "The session cannot be shown"}
			drawing=${false}><p>${failure.status === 404 ? "None of its traces is kept any more." : line(failure.message)}</p><p><a class="button" href=${links.sessions()}>All sessions</a></p><//>`}</div>`;
	}
	return html`<div class="view"><div class="strip"><div class="strip-title"><a class="icon-button" href=${links.sessions()} aria-label="All sessions" title="All sessions">
				<${Icon} name="back" /></a><h1><bdi>${cut(line(value.id), 200)}</bdi></h1></div>
			<dl class="facts"><div class="fact"><dt>Traces</dt><dd>${value.traceCount}</dd></div>
				${value.users?.length > 0 && html`<div class="fact"><dt>User</dt><dd><bdi>${cut(value.users.map(line).join(", "), 120)}</bdi></dd></div>`}
				${value.tokens && html`<div class="fact"><dt>Tokens</dt><dd><${Tokens} tokens=${value.tokens} /></dd></div>`}
				${value.cost != null && html`<div class="fact"><dt>Cost</dt><dd><${Cost} dollars=${value.cost} estimated=${value.estimatedCost} /></dd></div>`}</dl></div>
		<div class="scroller conversation" tabindex="0" aria-label="Conversation">${value.turns.map((turn) => html`<${TurnOf} key=${turn.trace.id} turn=${turn} />`)}</div></div>`;
}
