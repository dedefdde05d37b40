// The endpoints of the console, which docs/console.md describes. All addresses are relative to the page.

export class Refused extends Error {
	constructor(status, message) {
		super(message);
		this.status = status;
	}
}

function address(path, parameters = {}) {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(parameters)) {
		if (value != null && value !== "") {
			query.set(name, value);
		}
	}
	const text = query.toString();
	return `api/${path}${text ? `?${text}` : ""}`;
}

const segment = encodeURIComponent;

async function get(url, signal) {
	const response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", signal });
	if (!response.ok) {
		let message = `The application answered ${response.status}`;
		try {
			message = (await response.json()).error ?? message;
		}
		catch {
			// Not the console that has answered
		}
		throw new Refused(response.status, message);
	}
	return response;
}

async function json(url, signal) {
	return (await get(url, signal)).json();
}

export const server = {
	traces: (filter, since, signal) => json(address("traces", { filter, since }), signal),
	trace: (id, project, signal) => json(address(`traces/${segment(id)}`, { project }), signal),
	wire: (id, observation, project, signal) => json(address(`traces/${segment(id)}/wire/${segment(observation)}`, { project }), signal),
	markdown: async (id, observation, project) => (await get(address(`traces/${segment(id)}.md`, { project, observation }))).text(),
	otlp: (id, project) => address(`traces/${segment(id)}/otlp`, { project }),
	sessions: (signal) => json(address("sessions"), signal),
	session: (id, project, signal) => json(address("session", { id, project }), signal),
	models: (signal) => json(address("models"), signal),
	state: (signal) => json(address("state"), signal),
	events: () => new EventSource("api/events"),
};
