// What each model was asked and what it has taken.
import { html } from "./html.js";
import { Cost, Empty, Tokens } from "./badges.js";
import { links } from "./router.js";
import { server } from "./server.js";
import { useAnswer, useRowKeys } from "./sessions.js";
import { cost, count, cut, duration, line, plural } from "./format.js";

function Row({ model, most }) {
	const share = most > 0 ? (model.tokens?.total ?? 0) / most : 0;
	const prices = model.prices && Object.entries(model.prices).map(([bucket, price]) => `${line(bucket)} $${price}`).join(", ");
	return html`<tr><th scope="row"><a data-row href=${links.traces(`model:"${model.model}"`)}><bdi>${cut(line(model.model), 120)}</bdi></a>
			${prices && html`<div class="faint small" title="langfuse.console.prices, for a million tokens">${cut(prices, 160)}</div>`}</th>
		<td>${count(model.calls)}</td><td>${model.errors > 0 ? html`<span class="failed-text">${count(model.errors)}</span>` : html`<span class="faint">0</span>`}</td>
		<td><${Tokens} tokens=${model.tokens} /><div class="share" aria-hidden="true"><div style=${{ width: `${share * 100}%` }}></div></div></td>
		<td>${model.duplicates ? html`<span class="badge duplicate" title=${`${plural(model.duplicates.tokens ?? 0, "token")} and ${duration(model.duplicates.durationMs)} wasted`}>
			${count(model.duplicates.count)}</span>` : html`<span class="faint">0</span>`}</td>
		<td>${duration(model.averageMs)}</td><td>${duration(model.maxMs)}</td><td>${duration(model.durationMs)}</td>
		<td>${model.cost != null ? html`<${Cost} dollars=${model.cost} estimated=${model.estimatedCost} />` : html`<span class="faint" title="Neither the observations nor langfuse.console.prices say">–</span>`}</td></tr>`;
}

export function Models() {
	const { value, failure } = useAnswer(server.models, []);
	useRowKeys();
	if (!value) {
		return html`<div class="view" aria-busy=${String(!failure)}>${failure && html`<${Empty} title="The models cannot be shown" drawing=${false}><p>${line(failure.message)}</p><//>`}</div>`;
	}
	const { models } = value;
	if (models.length === 0) {
		return html`<div class="view"><${Empty} title="No model was asked yet"><p>Calls of chat, embedding and image models are summed up here.</p><//></div>`;
	}
	const sum = (of) => models.reduce((total, model) => total + (of(model) ?? 0), 0);
	const most = models.reduce((max, model) => Math.max(max, model.tokens?.total ?? 0), 0);
	const priced = models.some((model) => model.cost != null);
	return html`<div class="view"><div class="scroller wide"><table class="models"><thead><tr><th scope="col">Model</th><th scope="col">Calls</th><th scope="col">Errors</th>
			<th scope="col">Tokens</th><th scope="col">Repeats</th><th scope="col">Average</th><th scope="col">Slowest</th><th scope="col">All calls</th>
			<th scope="col">Cost</th></tr></thead>
		<tbody>${models.map((model) => html`<${Row} key=${model.model} model=${model} most=${most} />`)}</tbody>
		<tfoot><tr><th scope="row">All models</th><td>${count(sum((model) => model.calls))}</td><td>${count(sum((model) => model.errors))}</td>
			<td><${Tokens} tokens=${{ input: sum((model) => model.tokens?.input), output: sum((model) => model.tokens?.output), total: sum((model) => model.tokens?.total) }} /></td><td>${count(sum((model) => model.duplicates?.count))}</td><td></td><td></td>
			<td>${duration(sum((model) => model.durationMs))}</td><td>${priced ? cost(sum((model) => model.cost)) : "–"}</td></tr></tfoot></table>
		${!priced && html`<p class="note">No cost is known: set <code>langfuse.console.prices</code>, in US dollars for a million tokens.</p>`}</div></div>`;
}
