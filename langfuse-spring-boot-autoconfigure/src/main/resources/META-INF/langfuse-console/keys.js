// Single keys, where nobody is typing.
import { useEffect, useRef } from "./hooks.js";

const TYPING = "input, textarea, select, [contenteditable]";

/** While the component is there: calls what belongs to a key; it may return false to leave the key to the browser. */
export function useKeys(handlers) {
	const current = useRef(handlers);
	current.current = handlers;
	useEffect(() => {
		const listener = (event) => {
			const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
			if (!plain || event.defaultPrevented || event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) {
				return;
			}
			const handler = current.current[event.key];
			if (handler && handler(event) !== false) {
				event.preventDefault();
			}
		};
		document.addEventListener("keydown", listener);
		return () => document.removeEventListener("keydown", listener);
	}, []);
}

/** Whether the key is for the element that has the focus, such as Enter for a button. */
export function isForElement(event) {
	return Boolean(event.target.closest?.("a, button, summary"));
}
