// Texts as they are, folded where they are long, and JSON that opens and closes.
import { html } from "./html.js";
import { useState } from "./hooks.js";
import { copy } from "./clipboard.js";
import { count, cut, line, parsed, plural, visible } from "./format.js";

const LINES = 30;
const CHARACTERS = 6_000;
const CHILDREN = 100;
const SHORT = 160;
const OPEN_LEVELS = 3;

function beginning(text) {
	let end = -1;
	for (let i = 0; i < LINES; i++) {
		end = text.indexOf("\n", end + 1);
		if (end < 0) {
			break;
		}
	}
	const at = Math.min(end < 0 ? text.length : end, CHARACTERS);
	return at < text.length ? text.slice(0, at) : null;
}

/** A text, verbatim; the first lines of it if it is long. */
export function Text({ text, mono }) {
	const [open, toggle] = useState(false);
	const start = beginning(text);
	const lines = start === null ? 0 : text.split("\n").length;
	return html`<div class=${mono ? "text mono" : "text"} dir="auto">${visible(start === null || open ? text : start)}</div>
		${start !== null && html`<button class="more" aria-expanded=${String(open)} onClick=${() => toggle(!open)}>
			${open ? "Show less" : `Show all: ${lines > LINES ? `${count(lines)} lines` : plural(text.length, "character")}`}</button>`}`;
}

const isNested = (value) => value !== null && typeof value === "object";

function entriesOf(value) {
	return Array.isArray(value) ? value.map((child, index) => [index, child]) : Object.entries(value);
}

function stepOf(key) {
	if (typeof key === "number") {
		return `[${key}]`;
	}
	return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function previewOf(value) {
	const entries = Object.entries(value).slice(0, 6);
	const shown = entries.map(([key, child]) => (Array.isArray(value) ? "" : `${key}: `)
		+ (isNested(child) ? (Array.isArray(child) ? "[…]" : "{…}") : cut(String(child), 24))).join(", ");
	return cut(line(shown), 90);
}

function Scalar({ value }) {
	const [open, toggle] = useState(false);
	if (typeof value !== "string") {
		return html`<span class=${`json-${value === null ? "null" : typeof value}`}>${String(value)}</span>`;
	}
	const inner = parsed(value);
	if (inner !== undefined) {
		return html`<span class="json-string">${open ? html`<span class="faint">JSON in a text</span>` : cut(line(value), SHORT)}</span>
			${" "}<button class="more inline" aria-expanded=${String(open)} onClick=${() => toggle(!open)}>${open ? "as text" : "parse"}</button>
			${open && html`<div class="json-children"><${Json} value=${inner} /></div>`}`;
	}
	if (value.length > SHORT || value.includes("\n")) {
		return html`<div class="json-string long"><${Text} text=${value} /></div>`;
	}
	return html`<span class="json-string"><bdi>${visible(value)}</bdi></span>`;
}

function Entry({ name, value, path, depth }) {
	const nested = isNested(value);
	const size = nested ? (Array.isArray(value) ? value.length : Object.keys(value).length) : 0;
	const [open, toggle] = useState(depth < OPEN_LEVELS && size <= CHILDREN);
	const key = html`<button class="json-key" tabindex="-1" title=${`Copy the path ${cut(line(path), 200)}`}
		onClick=${() => copy(path, "Path")}>${typeof name === "number" ? name : visible(name)}</button>`;
	if (!nested || size === 0) {
		return html`<div class="json-entry">${key}<span class="json-colon">: </span>${nested
			? html`<span class="json-null">${Array.isArray(value) ? "[ ]" : "{ }"}</span>` : html`<${Scalar} value=${value} />`}</div>`;
	}
	return html`<div class="json-entry">
		<button class="twist" aria-expanded=${String(open)} aria-label=${`${open ? "Close" : "Open"} ${line(String(name))}`}
			onClick=${() => toggle(!open)}></button>${key}<span class="json-colon">: </span>
		<span class="faint">${Array.isArray(value) ? plural(size, "item") : open ? "" : `{ ${previewOf(value)} }`}</span>
		${open && html`<div class="json-children"><${Json} value=${value} path=${path} depth=${depth + 1} /></div>`}</div>`;
}

/** A value as a tree; a hundred children at a time. */
export function Json({ value, path = "$", depth = 0 }) {
	const [shown, show] = useState(CHILDREN);
	if (!isNested(value)) {
		return html`<div class="json"><${Scalar} value=${value} /></div>`;
	}
	const entries = entriesOf(value);
	if (entries.length === 0) {
		return html`<div class="json"><span class="json-null">${Array.isArray(value) ? "[ ]" : "{ }"}</span></div>`;
	}
	return html`<div class="json">
		${entries.slice(0, shown).map(([key, child]) => html`<${Entry} key=${key} name=${key} value=${child}
			path=${path + stepOf(key)} depth=${depth} />`)}
		${entries.length > shown && html`<button class="more" onClick=${() => show(shown + 10 * CHILDREN)}>
			Show ${count(Math.min(10 * CHILDREN, entries.length - shown))} more of ${count(entries.length)}</button>`}</div>`;
}
