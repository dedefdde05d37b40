// A trace's observations as a tree, and what follows from it. No DOM.

const NO_CHILDREN = [];

const byStart = (one, other) => one.offsetMs - other.offsetMs || one.order - other.order;

/**
 * The tree of observations in any order: what came again replaces what was there; what has a parent that is not there is at the top.
 */
export function treeOf(observations) {
	const byId = new Map();
	observations.forEach((observation, order) => byId.set(observation.id, { ...observation, order }));
	const tops = [];
	const children = new Map();
	for (const node of byId.values()) {
		if (node.parentId == null || node.parentId === node.id || !byId.has(node.parentId)) {
			tops.push(node);
		}
		else {
			(children.get(node.parentId) ?? children.set(node.parentId, []).get(node.parentId)).push(node);
		}
	}
	const seen = new Set();
	const visit = (top) => {
		const open = [top];
		while (open.length > 0) {
			const node = open.pop();
			if (!seen.has(node.id)) {
				seen.add(node.id);
				open.push(...(children.get(node.id) ?? NO_CHILDREN));
			}
		}
	};
	tops.forEach(visit);
	// Parents that are each other's children are below no top
	for (const node of byId.values()) {
		if (!seen.has(node.id)) {
			tops.push(node);
			visit(node);
		}
	}
	children.forEach((nodes) => nodes.sort(byStart));
	tops.sort(byStart);
	return { byId, children, tops, length: lengthOf(byId) };
}

/** The milliseconds from the start of the trace to its last end. What runs has no end. */
function lengthOf(byId) {
	let length = 0;
	for (const node of byId.values()) {
		length = Math.max(length, node.offsetMs + (node.durationMs ?? 0));
	}
	return length;
}

export function childrenOf(tree, id) {
	return tree.children.get(id) ?? NO_CHILDREN;
}

/** The rows that are visible while some are closed. */
export function rowsOf(tree, closed) {
	const rows = [];
	const seen = new Set();
	const open = tree.tops.map((node, index) => [node, 1, index + 1, tree.tops.length]).reverse();
	while (open.length > 0) {
		const [node, level, position, size] = open.pop();
		if (seen.has(node.id)) {
			continue;
		}
		seen.add(node.id);
		const nodes = childrenOf(tree, node.id);
		const expanded = nodes.length > 0 && !closed.has(node.id);
		rows.push({ node, level, position, size, expanded, leaf: nodes.length === 0 });
		if (expanded) {
			for (let i = nodes.length - 1; i >= 0; i--) {
				open.push([nodes[i], level + 1, i + 1, nodes.length]);
			}
		}
	}
	return rows;
}

/** The ids above an observation, nearest first. */
export function pathTo(tree, id) {
	const path = [];
	const seen = new Set([id]);
	let parent = tree.byId.get(id)?.parentId;
	while (parent != null && tree.byId.has(parent) && !seen.has(parent)) {
		seen.add(parent);
		path.push(parent);
		parent = tree.byId.get(parent).parentId;
	}
	return path;
}

export function subtree(tree, id) {
	const found = [];
	const seen = new Set();
	const open = [id];
	while (open.length > 0) {
		const next = open.pop();
		if (seen.has(next) || !tree.byId.has(next)) {
			continue;
		}
		seen.add(next);
		found.push(tree.byId.get(next));
		open.push(...childrenOf(tree, next).map((node) => node.id).reverse());
	}
	return found;
}

export function isError(observation) {
	return observation.level === "ERROR";
}

/** Where something failed first: errors without an error below, in the order of the rows. */
export function failures(tree) {
	const above = new Set();
	for (const node of tree.byId.values()) {
		if (isError(node)) {
			pathTo(tree, node.id).forEach((id) => above.add(id));
		}
	}
	return rowsOf(tree, new Set()).map((row) => row.node).filter((node) => isError(node) && !above.has(node.id));
}

/** Round distances between the ticks of an axis: 1, 2 or 5 times a power of ten. */
export function ticks(length, most) {
	if (!(length > 0) || most < 1) {
		return [];
	}
	const power = 10 ** Math.floor(Math.log10(length / most));
	const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => length / size <= most);
	const found = [];
	for (let i = 0; i * step <= length * 1.0001; i++) {
		found.push(i * step);
	}
	return found;
}
