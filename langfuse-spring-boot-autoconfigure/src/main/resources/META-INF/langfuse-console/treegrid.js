// A trace's tree and its waterfall, in one grid.
import { html } from "./html.js";
import { useLayoutEffect, useRef, useState } from "./hooks.js";
import { Tokens } from "./badges.js";
import { Icon, known, TypeIcon } from "./icons.js";
import { isForElement, useKeys } from "./keys.js";
import { isError, rowsOf, ticks } from "./tree.js";
import { reveal, useMedia, useWindow } from "./window.js";
import { cut, duration, line } from "./format.js";

const HEIGHT = 30;
const NARROW_HEIGHT = 46;
const INDENT = 16;
const INDENTED_LEVELS = 10;
const DEEP_INDENT = 2;

const indentOf = (level) => Math.min(level - 1, INDENTED_LEVELS) * INDENT + Math.max(0, level - 1 - INDENTED_LEVELS) * DEEP_INDENT;

const percent = (part, whole) => `${whole > 0 ? Math.round((part / whole) * 1e6) / 1e4 : 0}%`;

function Bar({ node, length, leaf }) {
	const took = node.durationMs ?? Math.max(0, length - node.offsetMs);
	const kind = `${leaf ? "leaf" : "branch"} ${isError(node) ? "failed" : ""} ${node.running ? "open" : ""}`;
	return html`<div class="track" role="gridcell"><div class=${`bar type-${known(node.type)} ${kind}`} style=${{ left: `min(${percent(node.offsetMs, length)}, 100% - 2px)`,
		width: percent(took, length) }}>${node.firstTokenMs > 0 && took > 0 && html`<i class="first-token" title=${`First token after ${duration(node.firstTokenMs)}`}
			style=${{ left: percent(Math.min(node.firstTokenMs, took), took) }}></i>`}</div></div>`;
}

function Row({ row, length, selected, first, onSelect, onToggle }) {
	const { node, level, position, size, expanded, leaf } = row;
	const name = line(node.name ?? "unnamed");
	return html`<div role="row" class=${`node ${selected ? "selected" : ""} ${isError(node) ? "failed" : ""}`} aria-level=${level} aria-posinset=${position}
		aria-setsize=${size} aria-expanded=${leaf ? null : String(expanded)} aria-selected=${String(selected)} tabindex=${first ? 0 : -1} data-id=${node.id}
		onClick=${() => onSelect(node.id)}>
		<div class="tree-cell" role="gridcell"><span class="indent" style=${{ width: `${indentOf(level)}px` }}></span>
			${leaf ? html`<span class="twist-space"></span>` : html`<button class=${`tree-twist ${expanded ? "expanded" : ""}`} tabindex="-1"
				aria-label=${expanded ? "Close" : "Open"} onClick=${(event) => {
		event.stopPropagation();
		onToggle(node.id);
	}}><${Icon} name="open" /></button>`}
			<${TypeIcon} type=${node.type ?? "span"} /><span class="name" title=${name}><bdi>${cut(name, 200)}</bdi></span>
			${node.model && !name.includes(node.model) && html`<span class="model"><bdi>${cut(line(node.model), 80)}</bdi></span>`}
			${isError(node) && html`<span class="failed-mark" title=${cut(line(node.statusMessage ?? "Error"), 200)}><${Icon} name="error" label="Error" /></span>`}
			${node.level === "WARNING" && html`<span class="warned-mark" title=${cut(line(node.statusMessage ?? "Warning"), 200)}><${Icon} name="error" label="Warning" /></span>`}
			${node.duplicates > 1 && html`<span class="badge duplicate" title=${`Asked ${node.duplicates} times with the same input`}>×${node.duplicates}</span>`}
			${node.duplicateOf && html`<span class="badge duplicate again" title="Has the same input as an earlier call">repeat</span>`}
			${node.running && html`<span class="badge">running</span>`}${node.orphan && html`<span class="badge" title="Its parent is not known here">no parent</span>`}</div>
		<div class="number tokens-cell" role="gridcell"><${Tokens} tokens=${node.tokens} /></div>
		<div class="number" role="gridcell">${node.type === "event" ? "" : duration(node.durationMs)}</div>
		<${Bar} node=${node} length=${length} leaf=${leaf} /></div>`;
}

function Axis({ length, marks }) {
	return html`<div class="tree-head" aria-hidden="true"><div>Observation</div><div class="number tokens-cell">Tokens</div><div class="number">Duration</div>
		<div class="axis">${marks.map((mark, index) => html`<span class=${mark > length * 0.92 ? "last" : ""} style=${{ left: percent(mark, length) }}>${index === 0 ? "0"
			: duration(mark).replace(/\.0+ /, " ")}</span>`)}</div></div>`;
}

/**
 * The grid. Moving selects; what is selected is shown beside it.
 * @param closed the ids of the observations that are closed
 */
export function TreeGrid({ tree, closed, selected, onSelect, onClosed, onEnter, focus }) {
	const [scroller, place] = useState(null);
	const narrow = useMedia("(max-width: 480px)");
	const height = narrow ? NARROW_HEIGHT : HEIGHT;
	const rows = rowsOf(tree, closed);
	const [first, last] = useWindow(scroller, rows.length, height);
	const wanted = useRef(focus);
	const at = rows.findIndex((row) => row.node.id === selected);
	const current = Math.max(0, at);
	const marks = ticks(tree.length, narrow ? 3 : 5);

	useLayoutEffect(() => reveal(scroller, at, height), [scroller, selected, at < 0]);
	useLayoutEffect(() => {
		if (wanted.current) {
			const row = scroller?.querySelector('.node[tabindex="0"]');
			if (row) {
				wanted.current = false;
				row.focus({ preventScroll: true });
			}
		}
	});
	const move = (index) => {
		const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
		if (row) {
			wanted.current = true;
			onSelect(row.node.id);
		}
	};
	const toggle = (id) => {
		const now = new Set(closed);
		if (!now.delete(id)) {
			now.add(id);
		}
		onClosed(now);
	};
	const inTree = (action) => (event) => (event.target.closest("[role=tablist], .panel") ? false : action());
	const page = () => Math.max(1, Math.floor((scroller?.clientHeight ?? height) / height) - 1);
	useKeys({
		j: () => move(current + 1), k: () => move(current - 1), ArrowDown: inTree(() => move(current + 1)), ArrowUp: inTree(() => move(current - 1)),
		Home: inTree(() => move(0)), End: inTree(() => move(rows.length - 1)),
		PageDown: inTree(() => move(current + page())), PageUp: inTree(() => move(current - page())),
		ArrowRight: inTree(() => {
			const row = rows[current];
			if (row && !row.leaf) {
				return row.expanded ? move(current + 1) : toggle(row.node.id);
			}
			return undefined;
		}),
		ArrowLeft: inTree(() => {
			const row = rows[current];
			if (row?.expanded) {
				return toggle(row.node.id);
			}
			return row?.level > 1 ? move(rows.findIndex((other) => other.node.id === row.node.parentId)) : undefined;
		}),
		Enter: (event) => (isForElement(event) || event.target.closest(".panel") ? false : onEnter()),
	});
	const step = marks.length > 1 ? percent(marks[1], tree.length) : "100%";
	return html`<div class="tree" style=${{ "--step": step }}><${Axis} length=${tree.length} marks=${marks} />
		<div class="scroller" ref=${place} role="treegrid" aria-label="Observations" aria-rowcount=${rows.length}>
			<div class="runway" role="presentation" style=${{ height: `${rows.length * height}px` }}>
				<div class="rows" role="presentation" style=${{ transform: `translateY(${first * height}px)` }}>
					${rows.slice(first, last).map((row, index) => html`<${Row} key=${row.node.id} row=${row} length=${tree.length} first=${first + index === current}
						selected=${first + index === at} onSelect=${onSelect} onToggle=${toggle} />`)}</div></div></div></div>`;
}
