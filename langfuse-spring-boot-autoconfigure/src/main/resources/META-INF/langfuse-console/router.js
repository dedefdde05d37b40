// Where in the page one is: behind the # of its address, so that every place has a link.
import { useEffect, useState } from "./hooks.js";

function parse(hash) {
	const [path, query] = hash.replace(/^#\/?/, "").split("?");
	const [view, ...rest] = path.split("/");
	const parts = rest.map((part) => {
		try {
			return decodeURIComponent(part);
		}
		catch {
			return part;
		}
	});
	const parameters = new URLSearchParams(query ?? "");
	return { view: view || "traces", id: parts[0], observation: parts[1], project: parameters.get("project"), filter: parameters.get("q") ?? "" };
}

const withQuery = (path, query) => (query ? `${path}?${query}` : path);

function query(parameters) {
	return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();
}

export const links = {
	traces: (filter) => withQuery("#/", query({ q: filter })),
	trace: (id, observation, project) => withQuery(`#/t/${encodeURIComponent(id)}${observation ? `/${encodeURIComponent(observation)}` : ""}`, query({ project })),
	sessions: () => "#/sessions",
	session: (id, project) => withQuery(`#/s/${encodeURIComponent(id)}`, query({ project })),
	models: () => "#/models",
};

export function go(link) {
	location.hash = link;
}

/** Changes the address without a step in the history. */
export function replace(link) {
	history.replaceState(null, "", link);
	dispatchEvent(new Event("hashchange"));
}

export function useRoute() {
	const [route, set] = useState(() => parse(location.hash));
	useEffect(() => {
		const listener = () => set(parse(location.hash));
		addEventListener("hashchange", listener);
		return () => removeEventListener("hashchange", listener);
	}, []);
	return route;
}
