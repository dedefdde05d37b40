// The selected observation: what it says, its JSON, what is sent, what has failed.
import { html } from "./html.js";
import { useEffect, useState } from "./hooks.js";
import { Cost, Score } from "./badges.js";
import { Content } from "./chat-view.js";
import { copy, say } from "./clipboard.js";
import { Icon, TypeIcon } from "./icons.js";
import { links } from "./router.js";
import { server } from "./server.js";
import { Json, Text } from "./text.js";
import { isError, subtree } from "./tree.js";
import { count, cut, duration, instant, line, plural } from "./format.js";

export const TABS = ["messages", "json", "wire", "error"];

const TITLES = { messages: "Messages", json: "JSON", wire: "Wire", error: "Error" };
const SEE = /^see observation ([0-9a-f]{16})$/;

export function tabsOf(observation) {
	return TABS.filter((tab) => (tab === "wire" ? !observation.running : tab !== "error" || isError(observation) || observation.error));
}

function Fact({ name, children }) {
	return html`<div class="fact"><dt>${name}</dt><dd>${children}</dd></div>`;
}

const pairs = (values) => Object.entries(values).map(([key, value]) =>
	`${line(key)} ${typeof value === "number" ? count(value) : cut(line(typeof value === "string" ? value : JSON.stringify(value)), 80)}`).join(" · ");

function Facts({ observation, trace }) {
	const { model, modelParameters, usage, prompt } = observation;
	const parameters = modelParameters && Object.entries(modelParameters).map(([key, value]) =>
		`${line(key)} ${cut(line(typeof value === "string" ? value : JSON.stringify(value)), 60)}`).join(" · ");
	return html`<dl class="facts">
		<${Fact} name="Started">${instant(Date.parse(observation.start))}${observation.offsetMs > 0 && html`<span class="faint"> +${duration(observation.offsetMs)}</span>`}<//>
		${observation.durationMs != null && observation.type !== "event" && html`<${Fact} name="Took">${duration(observation.durationMs)}${observation.clockWentBack
			&& html` <span class="chip">the clock went back</span>`}<//>`}
		${observation.firstTokenMs != null && html`<${Fact} name="First token">${duration(observation.firstTokenMs)}<//>`}
		${model && html`<${Fact} name="Model"><bdi>${cut(line(model), 120)}</bdi><//>`}
		${parameters && html`<${Fact} name="Parameters">${parameters}<//>`}
		${usage && html`<${Fact} name="Usage">${pairs(usage)}<//>`}
		${observation.totalCost != null && html`<${Fact} name="Cost"><${Cost} dollars=${observation.totalCost} estimated=${observation.estimatedCost} /><//>`}
		${prompt && html`<${Fact} name="Prompt"><${Prompt} prompt=${prompt} /><//>`}
		${observation.version && html`<${Fact} name="Version"><bdi>${cut(line(observation.version), 80)}</bdi><//>`}
		${observation.level && observation.level !== "DEFAULT" && html`<${Fact} name="Level">${observation.level}${observation.statusMessage
			&& !isError(observation) && html`<span class="faint"> <bdi>${cut(line(observation.statusMessage), 200)}</bdi></span>`}<//>`}
		${observation.duplicateOf && html`<${Fact} name="Repeats"><a href=${links.trace(trace.id, observation.duplicateOf, trace.project)}>an earlier call</a> with
			the same input<//>`}
		${observation.duplicates > 1 && html`<${Fact} name="Asked">${plural(observation.duplicates, "time")} with the same input<//>`}
		${observation.scores?.length > 0 && html`<${Fact} name="Scores">${observation.scores.map((score) => html`<${Score} score=${score} />`)}<//>`}</dl>`;
}

function Prompt({ prompt }) {
	const text = html`<bdi>${cut(line(prompt.name), 120)}</bdi>${prompt.version != null && html`<span class="faint"> v${prompt.version}</span>`}`;
	return /^https?:\/\//.test(prompt.url ?? "") ? html`<a href=${prompt.url} target="_blank" rel="noopener noreferrer">${text}</a>` : text;
}

function Messages({ observation, trace }) {
	const { input, output, metadata } = observation;
	const bare = input === undefined && output === undefined;
	return html`${bare && html`<p class="note">${trace.withoutContent ? "This trace was too large to be kept with its content."
		: observation.running ? "It has not ended: its input and output come with its end." : "It has neither input nor output."}</p>`}
		<${Content} input=${input} output=${output} />
		${metadata && html`<section class="value metadata"><header><h3>Metadata</h3></header><${Json} value=${metadata} path="$.metadata" /></section>`}`;
}

function unwrapped(value) {
	if (value?.arrayValue) {
		return (value.arrayValue.values ?? []).map(unwrapped);
	}
	return value === null || typeof value !== "object" ? value : Object.values(value)[0];
}

function Wire({ observation, trace }) {
	const [span, set] = useState(null);
	const [failure, fail] = useState(null);
	useEffect(() => {
		const control = new AbortController();
		set(null);
		fail(null);
		server.wire(trace.id, observation.id, trace.project, control.signal)
			.then(set, (problem) => problem.name !== "AbortError" && fail(problem.message));
		return () => control.abort();
	}, [observation.id, trace.id, trace.project]);
	if (failure || !span) {
		return html`<p class="note">${failure ? line(failure) : ""}</p>`;
	}
	const { attributes = [], ...rest } = span;
	return html`<div class="panel-head"><span class="faint">${plural(JSON.stringify(span).length, "character")} of OTLP/JSON, as sent</span>
			<button class="button small" onClick=${() => copy(JSON.stringify(span, null, 2), "Span")}><${Icon} name="copy" />Copy</button></div>
		<${Json} value=${rest} /><div class="json attributes">${attributes.map((attribute) => html`<div class="attribute">
			<div class="attribute-key">${cut(line(attribute.key ?? ""), 200)}</div><${Json} value=${unwrapped(attribute.value)} /></div>`)}</div>`;
}

function Failure({ observation, trace }) {
	const { type, message, stackTrace } = observation.error ?? {};
	const elsewhere = SEE.exec(stackTrace ?? "")?.[1];
	return html`<div class="failure">${type && html`<div class="failure-type"><bdi>${cut(line(type), 300)}</bdi></div>`}
		<div class="failure-message"><${Text} text=${message ?? observation.statusMessage ?? "No message"} /></div>
		${elsewhere && html`<p>The stack trace is at <a href=${links.trace(trace.id, elsewhere, trace.project)}>the observation that failed first</a>.</p>`}
		${stackTrace && !elsewhere && html`<section class="value"><header><h3>Stack trace</h3><button class="icon-button quiet" title="Copy the stack trace"
			aria-label="Copy the stack trace" onClick=${() => copy(stackTrace, "Stack trace")}><${Icon} name="copy" /></button></header>
			<div class="stack"><${Text} text=${stackTrace} mono /></div></section>`}</div>`;
}

const PANELS = { messages: Messages, wire: Wire, error: Failure, json: ({ observation }) => html`<${Json} value=${observation} />` };

export function Detail({ observation, trace, tree, tab, onTab, panel }) {
	const tabs = tabsOf(observation);
	const Panel = PANELS[tab];
	const json = () => {
		const found = subtree(tree, observation.id).map(({ order, ...plain }) => plain);
		copy(JSON.stringify(found.length === 1 ? found[0] : found, null, 2), "JSON");
	};
	const onKey = (event) => {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		if (step) {
			event.preventDefault();
			onTab(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]);
			event.currentTarget.querySelector('[aria-selected="true"]')?.focus();
		}
	};
	return html`<section class="detail" aria-label="Selected observation">
		<div class="detail-head"><div class="detail-title"><${TypeIcon} type=${observation.type} /><h2><bdi>${cut(line(observation.name ?? "unnamed"), 200)}</bdi></h2>
				<span class="faint">${line(observation.type ?? "")}</span></div>
			<div class="actions"><button class="button small" title="Copy it and what is below it as Markdown (c)" onClick=${() => copyMarkdown(trace, observation.id)}>
				<${Icon} name="copy" />Markdown</button><button class="button small" title="Copy it and what is below it as JSON" onClick=${json}>
				<${Icon} name="copy" />JSON</button></div></div>
		<${Facts} observation=${observation} trace=${trace} />
		<div class="tabs" role="tablist" aria-label="What to show" onKeyDown=${onKey}>${tabs.map((one) => html`<button role="tab" id=${`tab-${one}`} key=${one}
			aria-selected=${String(one === tab)} aria-controls="panel" tabindex=${one === tab ? 0 : -1} class=${one === "error" ? "error" : ""}
			onClick=${() => onTab(one)}>${TITLES[one]}</button>`)}</div>
		<div class="panel" id="panel" role="tabpanel" aria-labelledby=${`tab-${tab}`} tabindex="0" ref=${panel}>
			<${Panel} key=${observation.id} observation=${observation} trace=${trace} /></div></section>`;
}

export async function copyMarkdown(trace, observation) {
	try {
		await copy(await server.markdown(trace.id, observation, trace.project), "Markdown");
	}
	catch (failure) {
		say(failure.message);
	}
}
