// Messages as a conversation.
import { html } from "./html.js";
import { useState } from "./hooks.js";
import { chatOf } from "./chat.js";
import { copy } from "./clipboard.js";
import { Icon } from "./icons.js";
import { Json, Text } from "./text.js";
import { cut, line, parsed, plural, visible } from "./format.js";

const ROLES = ["system", "developer", "user", "assistant", "tool"];
const WEB = /^https?:\/\//i;

function Address({ address }) {
	const text = cut(visible(address), 300);
	// Nothing is fetched from elsewhere: whoever wants to see it follows the link
	return WEB.test(address) ? html`<a class="address" href=${address} target="_blank" rel="noopener noreferrer"><${Icon} name="away" />${text}</a>`
		: html`<span class="address">${text}</span>`;
}

function Reasoning({ text }) {
	return html`<details class="reasoning"><summary>Reasoning <span class="faint">${plural(text.length, "character")}</span></summary>
		<${Text} text=${text} /></details>`;
}

/** A text, which may be looked at as JSON if it is some. */
function Spoken({ text }) {
	const value = parsed(text);
	const [tree, toggle] = useState(false);
	if (value === undefined) {
		return html`<${Text} text=${text} />`;
	}
	return html`${tree ? html`<${Json} value=${value} />` : html`<${Text} text=${text} />`}
		<button class="more" aria-pressed=${String(tree)} onClick=${() => toggle(!tree)}>${tree ? "As text" : "As JSON"}</button>`;
}

function Part({ part }) {
	switch (part.kind) {
		case "text": return html`<${Spoken} text=${part.text} />`;
		case "reasoning": return html`<${Reasoning} text=${part.text} />`;
		case "image": return html`<img class="picture" src=${part.data} alt="An image of this message" loading="lazy" />`;
		case "link": return html`<${Address} address=${part.address} />`;
		default: return html`<${Json} value=${part.value} />`;
	}
}

function Result({ parts }) {
	return html`<div class="call-result"><div class="call-label">Result</div>${parts.length === 0 ? html`<span class="faint">empty</span>`
		: parts.map((part) => {
			const value = part.kind === "text" ? parsed(part.text) : undefined;
			return value === undefined ? html`<${Part} part=${part} />` : html`<${Json} value=${value} />`;
		})}</div>`;
}

function Call({ call }) {
	return html`<div class="call"><div class="call-name"><${Icon} name="tool" /><bdi>${cut(line(call.name), 200)}</bdi>
			${call.id != null && html`<span class="faint call-id"><bdi>${cut(line(String(call.id)), 40)}</bdi></span>`}</div>
		${call.value !== undefined ? html`<${Json} value=${call.value} />`
			: html`<${Text} text=${call.text} mono />${call.text !== "" && html`<div class="faint small">The arguments are not valid JSON.</div>`}`}
		${call.result && html`<${Result} parts=${call.result} />`}</div>`;
}

function textOf(message) {
	return message.parts.map((part) => part.text ?? part.address ?? (part.kind === "json" ? JSON.stringify(part.value) : "")).filter(Boolean).join("\n\n");
}

function Message({ message }) {
	const role = message.role.toLowerCase();
	const text = textOf(message);
	return html`<article class=${`message role-${ROLES.includes(role) ? role : "other"} ${message.answer ? "answer" : ""}`}>
		<header><span class="role"><bdi>${cut(line(message.role), 40)}</bdi></span>
			${message.name && html`<span class="faint"><bdi>${cut(line(message.name), 60)}</bdi></span>`}
			${message.finish && message.finish !== "stop" && html`<span class="chip">${cut(line(message.finish), 40)}</span>`}
			${text && html`<button class="icon-button quiet" aria-label="Copy the message" title="Copy the message" onClick=${() => copy(text, "Message")}>
				<${Icon} name="copy" /></button>`}</header>
		${message.parts.map((part) => html`<${Part} part=${part} />`)}
		${message.calls.map((call) => html`<${Call} call=${call} />`)}
		${message.parts.length === 0 && message.calls.length === 0 && html`<span class="faint">empty</span>`}</article>`;
}

function Tools({ tools }) {
	return html`<details class="offered"><summary>${plural(tools.length, "tool")} offered</summary><${Json} value=${tools} /></details>`;
}

function Value({ label, value, kind }) {
	const tree = typeof value === "string" ? parsed(value) : value;
	const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
	return html`<section class=${`value ${kind}`}><header><h3>${label}</h3>
			<button class="icon-button quiet" aria-label=${`Copy the ${label.toLowerCase()}`} title=${`Copy the ${label.toLowerCase()}`}
				onClick=${() => copy(text, label)}><${Icon} name="copy" /></button></header>
		${tree !== undefined && typeof tree !== "string" ? html`<${Json} value=${tree} />` : html`<${Text} text=${value} />`}</section>`;
}

/** Input and output: a conversation if they are one. */
export function Content({ input, output, latest = false }) {
	const chat = chatOf(typeof input === "string" ? parsed(input) ?? input : input, typeof output === "string" ? parsed(output) ?? output : output);
	if (!chat) {
		return html`${input !== undefined && html`<${Value} label="Input" kind="input" value=${input} />`}
			${output !== undefined && html`<${Value} label="Output" kind="output" value=${output} />`}`;
	}
	const asked = chat.messages.map((message) => message.role.toLowerCase() === "user" && !message.answer).lastIndexOf(true);
	const messages = latest && asked >= 0 ? chat.messages.slice(asked) : chat.messages;
	return html`<div class="chat">${chat.tools && !latest && html`<${Tools} tools=${chat.tools} />`}
		${messages.map((message, index) => html`<${Message} key=${index} message=${message} />`)}</div>`;
}

/** A turn of a conversation, of which the input is what a user has said. */
export function Turn({ input, output }) {
	const isText = (value) => typeof value === "string" && parsed(value) === undefined;
	return html`<${Content} latest=${true} input=${isText(input) ? [{ role: "user", content: input }] : input}
		output=${isText(output) && isText(input) ? { role: "assistant", content: output } : output} />`;
}
