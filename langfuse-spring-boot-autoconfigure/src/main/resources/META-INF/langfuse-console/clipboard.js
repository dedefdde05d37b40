// Copies, also where a page without TLS has no clipboard.
import { html } from "./html.js";
import { useEffect, useState } from "./hooks.js";

const listeners = new Set();

/** Says something for a moment, also to screen readers. */
export function say(text) {
	listeners.forEach((listener) => listener(text));
}

export function Toast() {
	const [text, set] = useState("");
	useEffect(() => {
		let timer;
		const listener = (said) => {
			set(said);
			clearTimeout(timer);
			timer = setTimeout(() => set(""), 1800);
		};
		listeners.add(listener);
		return () => listeners.delete(listener);
	}, []);
	return html`<div class=${`toast ${text ? "shown" : ""}`} role="status">${text}</div>`;
}

export async function copy(text, what) {
	try {
		await navigator.clipboard.writeText(text);
		say(`${what} copied`);
	}
	catch {
		say(copyBySelection(text) ? `${what} copied` : "The browser does not let this page copy");
	}
}

function copyBySelection(text) {
	const area = document.createElement("textarea");
	area.value = text;
	area.className = "offscreen";
	const focused = document.activeElement;
	document.body.append(area);
	area.select();
	const done = document.execCommand("copy");
	area.remove();
	focused?.focus();
	return done;
}
