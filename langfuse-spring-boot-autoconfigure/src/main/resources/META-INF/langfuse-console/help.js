// The keys and the language of the filter.
import { html } from "./html.js";
import { useEffect, useRef } from "./hooks.js";

const KEYS = [
	["j k", "↑ ↓", "next, previous"], ["→ ←", "", "open, close; into and out of a branch"], ["Enter", "", "open the trace; go to the details"], ["Esc", "", "back"],
	["m", "1", "messages"], ["w", "3", "what is sent"], ["e", "", "next error"], ["d", "", "next repeated call"], ["c", "", "copy as Markdown"], ["/", "", "filter"],
	["p", "", "pause, go on"], ["?", "", "this help"],
];

const TERMS = [
	["type:tool", "with an observation of this type"], ["level:error", "that failed"], ["model:gpt-4o", "that asked this model"], ["user:  session:  tag:  name:", "by what they belong to"],
	["is:duplicate  is:running", "with repeated calls, not ended"], [">2s  <500ms", "by duration"], ["tokens:>1000  cost:>0.01", "by tokens, by cost"],
	["\"two words\"  -not", "with this text, without this"],
];

export function Help({ open, onClose }) {
	const dialog = useRef(null);
	useEffect(() => {
		if (open) {
			dialog.current.showModal();
		}
		else if (dialog.current.open) {
			dialog.current.close();
		}
	}, [open]);
	return html`<dialog ref=${dialog} class="help" aria-labelledby="help-title" onClose=${onClose} onClick=${(event) => event.target === dialog.current && onClose()}>
		<div class="help-body"><h2 id="help-title">Keys</h2><dl class="keys">${KEYS.map(([keys, more, text]) => html`<dt>${`${keys} ${more}`.trim().split(" ").map((key) => html`<kbd>${key}</kbd>`)}</dt>
				<dd>${text}</dd>`)}</dl>
			<h2>Filter</h2><dl class="terms">${TERMS.map(([term, text]) => html`<dt><code>${term}</code></dt><dd>${text}</dd>`)}</dl>
			<button class="button" onClick=${onClose}>Close</button></div></dialog>`;
}
