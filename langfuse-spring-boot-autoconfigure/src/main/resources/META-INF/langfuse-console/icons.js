// Drawings of 16 by 16, in the colour of the text around them.
import { html } from "./html.js";

const PATHS = {
	generation: "M8 1.8 9.5 6.5 14.2 8 9.5 9.5 8 14.2 6.5 9.5 1.8 8 6.5 6.5Z",
	span: "M2 5.5h12v5H2Z",
	event: "M9 1.8 3.5 9H7.5L7 14.2 12.5 7H8.5Z",
	agent: "M3 6h10v7H3ZM8 6V3M8 3h.01M6 9v1M10 9v1M1.5 9v1.5M14.5 9v1.5",
	chain: "M6.5 9.5 9.5 6.5M7 5 8.6 3.4a2.8 2.8 0 0 1 4 4L11 9M9 11 7.4 12.6a2.8 2.8 0 0 1-4-4L5 7",
	tool: "M13.6 4.6 11.4 6.8 9.2 4.6 11.4 2.4A3.9 3.9 0 0 0 6.6 7.4L2 12 4 14 8.6 9.4A3.9 3.9 0 0 0 13.6 4.6Z",
	retriever: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3 14 14",
	embedding: "M3 3h.01M8 3h.01M13 3h.01M3 8h.01M8 8h.01M13 8h.01M3 13h.01M8 13h.01M13 13h.01",
	evaluator: "M2 12a6 6 0 0 1 12 0M8 12 11 7.5",
	guardrail: "M8 1.8 13 3.8V8c0 3.2-2.2 5.2-5 6.2C5.2 13.2 3 11.2 3 8V3.8Z",
	placeholder: "M8 2v2.5M8 11.5V14M2 8h2.5M11.5 8H14M3.8 3.8l1.7 1.7M10.5 10.5l1.7 1.7M3.8 12.2l1.7-1.7M10.5 5.5l1.7-1.7",
	open: "M6 4l4 4-4 4",
	back: "M10 3.5 5.5 8 10 12.5",
	error: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.8v4M8 11.2h.01",
	copy: "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
	download: "M8 2.5v8M4.8 7.5 8 10.7 11.2 7.5M3 13.5h10",
	away: "M6.5 3.5h-4v10h10v-4M9.5 2.5h4v4M13.5 2.5 7.5 8.5",
	theme: "M8 2a6 6 0 1 0 0 12ZM8 2a6 6 0 0 1 0 12",
	help: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.3M8 11.6h.01",
	pause: "M5.5 3.5v9M10.5 3.5v9",
	play: "M5 3 12.5 8 5 13Z",
	search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3 14 14",
	close: "M4 4l8 8M12 4l-8 8",
	user: "M8 8.2a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.8 14c.6-2.8 2.6-4 5.2-4s4.6 1.2 5.2 4",
	session: "M2.5 3h11v8h-6L4.5 13.8V11h-2Z",
};

export const TYPES = ["generation", "span", "event", "agent", "chain", "tool", "retriever", "embedding", "evaluator", "guardrail"];

export function Icon({ name, label }) {
	return html`<svg class="icon" viewBox="0 0 16 16" role=${label ? "img" : null} aria-label=${label}
		aria-hidden=${label ? null : "true"}><path d=${PATHS[name] ?? PATHS.span} /></svg>`;
}

/** The type of an observation: a drawing with its name, in the type's colour. */
export function TypeIcon({ type }) {
	return html`<span class=${`type type-${known(type)}`} title=${type}><${Icon} name=${known(type)} label=${type} /></span>`;
}

export function known(type) {
	return TYPES.includes(type) || type === "placeholder" ? type : "span";
}

export function Mark() {
	return html`<svg class="mark-drawing" viewBox="0 0 20 20" aria-hidden="true"><rect x="2" y="3" width="16" height="4" rx="1.5"
		class="mark-1" /><rect x="5" y="8.5" width="9" height="4" rx="1.5" class="mark-2" /><rect x="10" y="14" width="6" height="4"
		rx="1.5" class="mark-3" /></svg>`;
}
