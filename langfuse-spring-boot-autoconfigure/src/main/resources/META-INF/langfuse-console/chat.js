// Inputs and outputs of model calls as messages, whatever library they are from. No DOM.
import { parsed } from "./format.js";

const SAID = ["content", "tool_calls", "parts", "thinking", "reasoning"];
const IMAGE_DATA = /^data:image\/(png|jpeg|gif|webp|avif);base64,/i;

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const textOf = (value) => (typeof value === "string" ? value : JSON.stringify(value));
// A role alone is no message: applications have other roles
const isMessage = (value) => isObject(value) && typeof value.role === "string" && SAID.some((key) => key in value);
const isMessages = (value) => Array.isArray(value) && value.length > 0 && value.every(isMessage);

function listOf(value) {
	if (isMessage(value)) {
		return [value];
	}
	if (isMessages(value)) {
		return value;
	}
	if (isObject(value)) {
		if (isMessages(value.messages)) {
			return typeof value.system === "string" ? [{ role: "system", content: value.system }, ...value.messages]
				: value.messages;
		}
		if (Array.isArray(value.choices)) {
			return listOf(value.choices.map((choice) => choice?.message));
		}
		if (isMessage(value.message)) {
			return [value.message];
		}
	}
	return null;
}

function imageOf(address) {
	return IMAGE_DATA.test(address) ? { kind: "image", data: address } : { kind: "link", address };
}

function partOf(part) {
	if (typeof part === "string") {
		return { kind: "text", text: part };
	}
	if (!isObject(part)) {
		return { kind: "json", value: part };
	}
	if (typeof part.text === "string" && (part.type == null || /text$/.test(part.type))) {
		return { kind: "text", text: part.text };
	}
	if (/^(thinking|reasoning)/.test(part.type ?? "")) {
		const text = part.thinking ?? part.content ?? part.text ?? part.summary;
		return { kind: "reasoning", text: textOf(text ?? "") };
	}
	if (/^(image_url|input_image)$/.test(part.type ?? "")) {
		const address = isObject(part.image_url) ? part.image_url.url : part.image_url;
		if (typeof address === "string") {
			return imageOf(address);
		}
	}
	return { kind: "json", value: part };
}

function callOf(id, name, given) {
	const value = typeof given === "string" ? parsed(given) : given;
	return { id, name: textOf(name ?? "tool"), value, text: value === undefined ? textOf(given ?? "") : undefined };
}

function callsOf(message) {
	const calls = (Array.isArray(message.tool_calls) ? message.tool_calls : []).map((call) =>
		callOf(call?.id, call?.function?.name ?? call?.name, call?.function?.arguments ?? call?.arguments ?? call?.args));
	for (const part of Array.isArray(message.content) ? message.content : []) {
		if (part?.type === "tool_use") {
			calls.push(callOf(part.id, part.name, part.input));
		}
	}
	return calls;
}

function reasoningOf(message) {
	const parts = [];
	for (const thought of [message.thinking, message.reasoning, message.reasoning_content, message.redacted_thinking]) {
		for (const one of Array.isArray(thought) ? thought : thought == null ? [] : [thought]) {
			const text = isObject(one) ? one.content ?? one.thinking ?? one.text ?? one.data : one;
			parts.push({ kind: "reasoning", text: textOf(text ?? one) });
		}
	}
	return parts;
}

function messageOf(message) {
	const content = Array.isArray(message.content) ? message.content.filter((part) => part?.type !== "tool_use")
		: message.content == null || message.content === "" ? [] : [message.content];
	const results = content.filter((part) => part?.type === "tool_result");
	return {
		role: message.role,
		name: typeof message.name === "string" ? message.name : undefined,
		parts: [...reasoningOf(message), ...content.filter((part) => !results.includes(part)).map(partOf)],
		calls: callsOf(message),
		answers: message.tool_call_id ?? message.tool_use_id,
		results: results.map((part) => ({ id: part.tool_use_id, content: part.content })),
		finish: typeof message.finish_reason === "string" ? message.finish_reason : undefined,
		tools: Array.isArray(message.tools) ? message.tools : undefined,
	};
}

/** Puts results of tools to their calls; a result without a call stays a message. */
function paired(messages) {
	const open = new Map();
	const kept = [];
	const put = (id, parts) => {
		const waiting = open.get(id);
		if (!waiting?.length) {
			return false;
		}
		waiting.shift().result = parts;
		return true;
	};
	for (const message of messages) {
		message.calls.filter((call) => call.id != null)
			.forEach((call) => (open.get(call.id) ?? open.set(call.id, []).get(call.id)).push(call));
		if (message.answers != null && put(message.answers, message.parts)) {
			continue;
		}
		const left = message.results.filter((result) => !put(result.id,
			(Array.isArray(result.content) ? result.content : [result.content ?? ""]).map(partOf)));
		left.forEach((result) => message.parts.push({ kind: "json", value: result }));
		if (message.results.length === 0 || message.parts.length > 0 || message.calls.length > 0) {
			kept.push(message);
		}
	}
	return kept;
}

/** The messages of an input and an output, or null if they are no chat. */
export function chatOf(input, output) {
	const before = listOf(input);
	let after = listOf(output);
	if (!before && !after) {
		return null;
	}
	if (!after && output != null) {
		after = before ? [{ role: "assistant", content: output }] : null;
	}
	const first = before ?? (input == null ? [] : [{ role: "user", content: input }]);
	const messages = [
		...first.map((message) => messageOf(message)),
		...(after ?? []).map((message) => ({ ...messageOf(message), answer: true })),
	];
	const tools = isObject(input) && Array.isArray(input.tools) ? input.tools
		: messages.find((message) => message.tools)?.tools;
	return { messages: paired(messages), tools };
}
