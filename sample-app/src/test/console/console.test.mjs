// The console's page, in a browser, on the sample.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { address, api, application, faintTexts, follow, go, launch, open, overflowing, page, traceNamed } from "./browser.mjs";

const images = process.env.CONSOLE_IMAGES;
const ROLE = JSON.stringify({ role: "Backend engineer", skills: ["java", "spring", "postgresql"] });
const SCHEMES = ["light", "dark"];

let browser;

const ask = (path, options) => fetch(application + path, options).then((response) => response.text());
const match = () => ask("/match", { method: "POST", headers: { "Content-Type": "application/json" }, body: ROLE });
const chat = (id, question) => ask(`/chat/${id}?question=${encodeURIComponent(question)}`);
const rows = (tab) => tab.locator(".trace-row");
const innocent = (tab) => assert.deepEqual(tab.offences, []);

before(async () => {
	browser = await launch();
	if (images) {
		mkdirSync(images, { recursive: true });
	}
});

after(() => browser?.close());

// No more than ten pages are told of changes
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

test("the page is guarded by a token, which leaves the address", async () => {
	assert.equal((await fetch(`${page}api/traces`)).status, 401);
	const tab = await open(browser);
	assert.equal(new URL(tab.url()).search, "");
	const [cookie] = await tab.context().cookies();
	assert.ok(cookie.httpOnly && cookie.sameSite === "Strict", JSON.stringify(cookie));
	await tab.getByText("Waiting for the first trace").waitFor();
	innocent(tab);
});

test("a trace appears by itself, its repeated calls with what they waste", async () => {
	const tab = await open(browser);
	await tab.getByText("Waiting for the first trace").waitFor();
	await match();
	const row = rows(tab).filter({ hasText: "match" });
	await row.waitFor();
	// It grows while it runs
	await row.locator(".badge.duplicate", { hasText: "×3" }).waitFor();
	await tab.waitForFunction(() => !document.querySelector(".trace-row").innerText.includes("running"));
	await row.click();
	const summary = await traceNamed(tab, "match");
	const trace = await api(tab, `traces/${summary.id}`);
	const callout = await tab.locator(".callout.duplicate").innerText();
	assert.ok(trace.duplicates.count > 0 && trace.duplicates.tokens > 0);
	assert.ok(callout.includes(`×${trace.duplicates.times}`) && callout.includes(`${trace.duplicates.count} model calls repeat`)
		&& callout.includes(`${trace.duplicates.tokens} tokens`), callout);
	assert.equal(await tab.locator(".node").count(), trace.observations.length);
	assert.equal(await tab.locator(".node .badge.again").count(), trace.duplicates.count);
	innocent(tab);
});

test("bars are in proportion to the times", async () => {
	const tab = await open(browser);
	const { id } = await traceNamed(tab, "match");
	const trace = await api(tab, `traces/${id}`);
	await go(tab, `#/t/${id}`);
	await tab.locator(".node").first().waitFor();
	const length = Math.max(...trace.observations.map((one) => one.offsetMs + one.durationMs));
	const bars = await tab.evaluate(() => [...document.querySelectorAll(".node")].map((node) => {
		const track = node.querySelector(".track").getBoundingClientRect();
		const bar = node.querySelector(".bar").getBoundingClientRect();
		return { id: node.dataset.id, left: bar.left - track.left, width: bar.width, track: track.width };
	}));
	for (const bar of bars) {
		const observation = trace.observations.find((one) => one.id === bar.id);
		assert.ok(Math.abs(bar.width - Math.max(2, (bar.track * observation.durationMs) / length)) < 1, JSON.stringify({ bar, observation: observation.durationMs, length }));
		assert.ok(Math.abs(bar.left - Math.min(bar.track - 2, (bar.track * observation.offsetMs) / length)) < 1, JSON.stringify(bar));
	}
	innocent(tab);
});

test("a chat is a chat: roles, calls of tools with their results, and the session as a conversation", async () => {
	await chat("7", "Who knows java and kafka?");
	await chat("7", "And who knows react?");
	const tab = await open(browser);
	await tab.waitForFunction(async (url) => (await (await fetch(url)).json()).sessions[0]?.traceCount === 2, `${page}api/sessions`);
	await go(tab, "#/sessions");
	await tab.locator(".session-row").first().click();
	await tab.locator(".turn").nth(1).waitFor();
	assert.match(await tab.locator(".turn").first().innerText(), /Who knows java and kafka\?[\s\S]*Ask /);
	assert.match(await tab.locator(".turn").nth(1).innerText(), /And who knows react\?[\s\S]*Ask /);
	await tab.locator(".turn header a").first().click();
	const last = tab.locator(".node", { has: tab.locator(".type-generation") }).last();
	await last.click();
	const call = tab.locator(".call").first();
	await call.waitFor();
	assert.match(await call.innerText(), /findCandidates[\s\S]*skills[\s\S]*java[\s\S]*kafka[\s\S]*Result[\s\S]*name/);
	assert.ok(await tab.locator(".message.role-system").count() > 0 && await tab.locator(".message.role-user").count() > 0);
	assert.equal(await tab.locator(".message.role-tool").count(), 0, "the result is at its call");
	innocent(tab);
});

test("an error opens the way to where it was thrown", async () => {
	await ask("/fail");
	const tab = await open(browser);
	const row = rows(tab).filter({ hasText: "answer" });
	await row.locator(".badge.error").waitFor();
	await row.click();
	await tab.locator(".callout.error").waitFor();
	assert.match(await tab.locator(".node.selected").innerText(), /read/);
	assert.match(await tab.locator(".panel").innerText(), /IllegalStateException[\s\S]*Connection to candidates-db refused[\s\S]*Stack trace/);
	innocent(tab);
});

test("what attacks stays text", async () => {
	await ask("/hostile");
	const tab = await open(browser);
	await rows(tab).filter({ hasText: "onerror" }).click();
	await tab.locator(".node").first().waitFor();
	const ids = await tab.locator(".node").evaluateAll((nodes) => nodes.map((node) => node.dataset.id));
	assert.equal(ids.length, 3);
	for (const id of ids) {
		await tab.locator(`.node[data-id="${id}"]`).click();
		for (const name of await tab.locator("[role=tab]").allInnerTexts()) {
			await tab.getByRole("tab", { name }).click();
			for (const more of await tab.locator(".panel .more, .panel .twist[aria-expanded=false], .panel summary").all()) {
				await more.click({ timeout: 2_000 }).catch(() => undefined);
			}
		}
	}
	for (const hash of ["#/sessions", "#/models", "#/"]) {
		await go(tab, hash);
		await tab.locator(".view").waitFor();
	}
	await go(tab, "#/sessions");
	await tab.locator(".session-row", { hasText: "svg" }).click();
	await tab.locator(".turn").waitFor();
	assert.equal(await tab.evaluate(() => window.attacked), undefined);
	assert.equal(await tab.evaluate(() => ({}).attacked), undefined);
	assert.equal(await tab.locator("main img, main script, main style, main iframe, main object").count(), 0);
	assert.equal(await tab.evaluate(() => document.body.innerText.includes("\u202e")), false);
	innocent(tab);
});

test("the keyboard suffices", async () => {
	const tab = await open(browser);
	await rows(tab).first().waitFor();
	const key = (...names) => names.reduce((done, name) => done.then(() => tab.keyboard.press(name)), Promise.resolve());
	const focused = () => tab.evaluate(() => document.activeElement.closest("[role=row]")?.innerText ?? document.activeElement.tagName);
	await key("/");
	await tab.keyboard.type("name:match");
	await tab.waitForFunction(() => document.querySelectorAll(".trace-row").length === 1);
	await key("Enter", "j");
	assert.match(await focused(), /match/);
	await key("Enter");
	await tab.locator(".node").first().waitFor();
	await tab.waitForFunction(() => document.activeElement.matches(".node"));
	const selected = () => tab.locator(".node[aria-selected=true]").getAttribute("data-id");
	const root = await selected();
	await key("j");
	assert.notEqual(await selected(), root);
	await key("k", "ArrowLeft");
	assert.equal(await tab.locator(".node").count(), 1, "closed");
	await key("ArrowRight", "d");
	assert.equal(await tab.locator(".node.selected .badge.duplicate").count(), 1, "the next repeated call");
	await key("w");
	await tab.getByText("OTLP/JSON, as sent").waitFor();
	await key("m", "Enter");
	assert.equal(await tab.evaluate(() => document.activeElement.id), "panel");
	await key("Escape");
	assert.ok(await tab.evaluate(() => document.activeElement.matches(".node")));
	await key("c");
	await tab.getByText("Markdown copied").waitFor();
	assert.match(await tab.evaluate(() => navigator.clipboard.readText()), /^#+ .*\n[\s\S]*Input/m);
	await key("Escape");
	await rows(tab).first().waitFor();
	assert.match(await focused(), /match/, "the same row as before");
	await key("?");
	await tab.getByRole("dialog").waitFor();
	await key("Escape", "p");
	await tab.getByRole("button", { name: "Paused" }).waitFor();
	await match();
	await tab.getByText("· new").waitFor();
	assert.equal(await rows(tab).count(), 1);
	await key("p");
	await tab.waitForFunction(() => document.querySelectorAll(".trace-row").length === 2);
	innocent(tab);
});

test("a permalink leads to the observation, and the trace can be taken along", async () => {
	const tab = await open(browser);
	const { id } = await traceNamed(tab, "match");
	const { observations } = await api(tab, `traces/${id}`);
	const [, , third] = observations;
	await follow(tab, `#/t/${id}/${third.id}`);
	await tab.locator(".node.selected").waitFor();
	assert.equal(await tab.locator(".node.selected").getAttribute("data-id"), third.id);
	await tab.locator(".strip").getByRole("button", { name: "JSON" }).click();
	await tab.getByText("JSON copied").waitFor();
	assert.equal(JSON.parse(await tab.evaluate(() => navigator.clipboard.readText())).observations.length, observations.length);
	const download = tab.waitForEvent("download");
	await tab.getByRole("link", { name: "OTLP" }).click();
	assert.equal((await download).suggestedFilename(), `trace-${id}.otlp.json`);
	await go(tab, `#/t/${"0".repeat(32)}`);
	await tab.getByText("This trace is not here").waitFor();
	// The browser itself logs the 404
	assert.deepEqual(tab.offences.filter((offence) => !offence.includes("404")), []);
});

test("contrast suffices for every text, light and dark", async () => {
	for (const scheme of SCHEMES) {
		const tab = await open(browser, { scheme });
		const { id: failed } = await traceNamed(tab, "answer");
		const { id: repeated } = await traceNamed(tab, "match");
		for (const hash of ["#/", `#/t/${failed}`, `#/t/${repeated}`, "#/sessions", "#/s/7", "#/models", "#/?q=nothing-of-the-kind"]) {
			await go(tab, hash);
			await tab.locator(".view > :not([aria-hidden])").first().waitFor();
			const { texts, found } = await faintTexts(tab);
			assert.ok(texts > 8, `${hash}: ${texts}`);
			assert.deepEqual(found, [], `${scheme} ${hash}`);
		}
		await tab.keyboard.press("?");
		await tab.getByRole("dialog").waitFor();
		assert.deepEqual((await faintTexts(tab)).found, [], `${scheme} help`);
		innocent(tab);
	}
});

test("nothing is wider than the screen", async () => {
	for (const width of [360, 700, 1000, 1280]) {
		const tab = await open(browser, { width, height: 720 });
		const { id: hostile } = (await api(tab, "traces?filter=onerror")).traces[0];
		const { id: repeated } = await traceNamed(tab, "match");
		for (const hash of ["#/", `#/t/${hostile}`, `#/t/${repeated}`, "#/sessions", "#/s/7", "#/models"]) {
			await go(tab, hash);
			await tab.locator(".view > :not([aria-hidden])").first().waitFor();
			assert.deepEqual(await overflowing(tab), [], `${width} ${hash}`);
		}
		innocent(tab);
	}
});

test("pictures of it", { skip: !images }, async () => {
	const shots = [["console-light", "light", 1280, 690], ["console-dark", "dark", 1280, 690], ["console-narrow", "light", 360, 720]];
	for (const [name, scheme, width, height] of shots) {
		const tab = await open(browser, { scheme, width, height, scale: width < 500 ? 1.5 : 1 });
		const { id } = await traceNamed(tab, "match");
		const { observations } = await api(tab, `traces/${id}`);
		const shown = observations.find((one) => one.duplicates > 1);
		await go(tab, `#/t/${id}/${shown.id}`);
		await tab.locator(".message").first().waitFor();
		await tab.screenshot({ path: join(images, `${name}.png`) });
	}
});

/** How long it takes to open the page, to scroll, to filter and to open a trace. */
async function measure(tab, count) {
	const timed = async (work) => {
		const start = performance.now();
		await work();
		return performance.now() - start;
	};
	await go(tab, "#/?q=many");
	await rows(tab).first().waitFor();
	const scroll = await tab.evaluate(() => new Promise((done) => {
		const element = document.querySelector(".scroller");
		const start = performance.now();
		let frame = 0;
		let way = 150;
		const step = () => {
			const before = element.scrollTop;
			element.scrollTop += way;
			way = element.scrollTop === before ? -way : way;
			frame++ < 60 ? requestAnimationFrame(step) : done(performance.now() - start);
		};
		step();
	}));
	await tab.evaluate(() => document.querySelector(".scroller").scrollTo(0, 0));
	const filter = await timed(async () => {
		await tab.locator(".filter input").fill(`many "question ${count - 1} of"`);
		await tab.waitForFunction(() => document.querySelectorAll(".trace-row").length === 1);
	});
	await tab.locator(".filter input").fill("many");
	await tab.waitForFunction(() => document.querySelectorAll(".trace-row").length > 5);
	const opened = await timed(async () => {
		await rows(tab).first().click();
		await tab.locator(".node").first().waitFor();
	});
	return { scroll, filter, opened, inThePage: await tab.evaluate(() => document.querySelectorAll("*").length) };
}

/** The best of some, as other things run on the machine. */
async function best(tab, count) {
	const all = [];
	for (let i = 0; i < 4; i++) {
		all.push(await measure(tab, count));
	}
	return Object.fromEntries(Object.keys(all[0]).map((what) => [what, Math.round(Math.min(...all.map((one) => one[what])))]));
}

test("5,000 traces are as quick as 50", { timeout: 120_000 }, async () => {
	const tab = await open(browser);
	await ask("/many?count=50");
	await tab.waitForFunction(async (url) => (await (await fetch(url)).json()).traces.length === 50, `${page}api/traces?filter=many`);
	const few = await best(tab, 50);
	for (let first = 50; first < 5000; first += 495) {
		assert.equal(await ask(`/many?count=495&first=${first}`), "true");
	}
	await tab.waitForFunction(async (url) => (await (await fetch(url)).json()).traces.length === 5000, `${page}api/traces?filter=many`);
	const many = await best(tab, 5000);
	console.log(JSON.stringify({ few, many }));
	for (const what of ["scroll", "filter", "opened"]) {
		assert.ok(many[what] <= 3 * few[what], `${what}: ${few[what]} ms with 50, ${many[what]} ms with 5,000`);
	}
	innocent(tab);
});

test("a trace of 2,000 observations, 60 deep", async () => {
	await ask("/wide?count=2000");
	const tab = await open(browser);
	const { id } = await traceNamed(tab, "step 0");
	const { observations } = await api(tab, `traces/${id}`);
	assert.equal(observations.length, 2000);
	await follow(tab, `#/t/${id}/${observations.find((one) => one.name === "step 59").id}`);
	const selected = tab.locator(".node[aria-selected=true]");
	await selected.waitFor();
	assert.equal(await selected.getAttribute("aria-level"), "60", "the way to it is open");
	await tab.keyboard.press("ArrowRight");
	await tab.locator("[role=treegrid][aria-rowcount='2000']").waitFor();
	assert.ok(await tab.locator(".node").count() < 100, "what cannot be seen is not there");
	const start = performance.now();
	for (let i = 0; i < 30; i++) {
		await tab.keyboard.press("ArrowDown");
	}
	assert.ok(performance.now() - start < 10_000);
	await tab.keyboard.press("End");
	await tab.waitForFunction(() => document.querySelector(".node[aria-selected=true]")?.getAttribute("aria-level") === "2");
	assert.deepEqual(await overflowing(tab), []);
	innocent(tab);
});

test("whoever opens the address of an earlier start is told so", async () => {
	const context = await browser.newContext();
	const tab = await context.newPage();
	const answer = await tab.goto(`${page}?token=another-token-of-another-start`);
	assert.equal(answer.status(), 401);
	assert.ok(address.includes("token="));
});
