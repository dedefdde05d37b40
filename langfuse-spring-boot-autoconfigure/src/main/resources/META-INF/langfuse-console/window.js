// Only the rows that can be seen, and some around them, are in the page.
import { useLayoutEffect, useState } from "./hooks.js";

const AROUND = 8;

/**
 * The first and the last row to render, of rows of one height in an element that scrolls.
 * @param element the element that scrolls, once it is there
 */
export function useWindow(element, count, height) {
	const [[top, size], place] = useState([0, 900]);
	useLayoutEffect(() => {
		if (!element) {
			return undefined;
		}
		const look = () => place((before) => {
			// By whole rows: less than one changes nothing
			const now = [Math.floor(element.scrollTop / height) * height, element.clientHeight];
			return now[0] === before[0] && now[1] === before[1] ? before : now;
		});
		look();
		element.addEventListener("scroll", look, { passive: true });
		const observer = new ResizeObserver(look);
		observer.observe(element);
		return () => {
			element.removeEventListener("scroll", look);
			observer.disconnect();
		};
	}, [element, height]);
	const first = Math.max(0, Math.min(Math.floor(top / height) - AROUND, count - 1));
	const last = Math.min(count, Math.ceil((top + size) / height) + AROUND);
	return [first, Math.max(first, last)];
}

/** Scrolls only as far as it takes to see a row. */
export function reveal(element, index, height, above = 0) {
	if (!element || index < 0) {
		return;
	}
	const top = index * height;
	if (top < element.scrollTop) {
		element.scrollTop = top;
	}
	else if (top + height > element.scrollTop + element.clientHeight - above) {
		element.scrollTop = top + height - element.clientHeight + above;
	}
}

/** Whether a media query holds. */
export function useMedia(query) {
	const [holds, set] = useState(() => matchMedia(query).matches);
	useLayoutEffect(() => {
		const list = matchMedia(query);
		const look = () => set(list.matches);
		look();
		list.addEventListener("change", look);
		return () => list.removeEventListener("change", look);
	}, [query]);
	return holds;
}
