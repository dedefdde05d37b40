// Small facts of a trace or an observation that must be seen at once.
import { html } from "./html.js";
import { Icon } from "./icons.js";
import { cost, count, cut, duration, line, plural } from "./format.js";

export function ErrorBadge({ errors }) {
	return html`<span class="badge error"><${Icon} name="error" />${plural(errors, "error")}</span>`;
}

/** How often the same was asked, with what that has cost. */
export function DuplicateBadge({ duplicates }) {
	const text = duplicates.times ? `×${duplicates.times}` : plural(duplicates.count, "repeat");
	return html`<span class="badge duplicate" title=${wasteOf(duplicates)}>${text}<span class="offscreen"> ${wasteOf(duplicates)}</span></span>`;
}

export function wasteOf(duplicates) {
	const parts = [duplicates.tokens ? plural(duplicates.tokens, "token") : null, duplicates.durationMs ? duration(duplicates.durationMs) : null];
	const spent = parts.filter(Boolean).join(" and ");
	return `${plural(duplicates.count, "model call")} ${duplicates.count === 1 ? "repeats" : "repeat"} an earlier one`
		+ (spent ? `: ${spent} wasted` : "");
}

export function Badges({ trace }) {
	return html`${trace.errors > 0 && html`<${ErrorBadge} errors=${trace.errors} />`}
		${!trace.errors && trace.warnings > 0 && html`<span class="badge warning">${plural(trace.warnings, "warning")}</span>`}
		${trace.duplicates && html`<${DuplicateBadge} duplicates=${trace.duplicates} />`}
		${trace.running && html`<span class="badge">running</span>`}
		${trace.withoutContent && html`<span class="badge" title="Too large to be kept with its content">without content</span>`}`;
}

/** 1,204 → 98 */
export function Tokens({ tokens }) {
	if (!tokens) {
		return null;
	}
	const told = `${plural(tokens.total, "token")}: ${count(tokens.input)} in, ${count(tokens.output)} out`;
	return html`<span class="tokens" title=${told}>${count(tokens.input)}<span class="faint"> → </span>${count(tokens.output)}</span>`;
}

export function Cost({ dollars, estimated }) {
	if (dollars == null) {
		return null;
	}
	return html`<span title=${estimated ? "Some of it calculated from langfuse.console.prices" : "As the observations say"}>${estimated
		? html`<span class="faint">≈</span>` : ""}${cost(dollars)}</span>`;
}

export function Score({ score }) {
	const value = typeof score.value === "number" ? Math.round(score.value * 1000) / 1000 : score.value;
	return html`<span class="chip score" title=${score.comment ? line(score.comment) : null}><span class="faint">${cut(line(score.name), 40)}</span>
		${" "}${cut(line(String(value)), 40)}</span>`;
}

export function Empty({ title, drawing = true, children }) {
	return html`<div class="empty">${drawing && html`<svg class="empty-drawing" viewBox="0 0 120 56" aria-hidden="true"><rect x="4" y="4"
		width="112" height="9" rx="4.5" /><rect x="18" y="23" width="58" height="9" rx="4.5" /><rect x="62" y="42" width="40" height="9" rx="4.5" /></svg>`}
		<h2>${title}</h2>${children}</div>`;
}
