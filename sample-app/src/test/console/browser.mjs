// A browser that tells what the page must not do.
import { chromium } from "playwright-core";
import { existsSync } from "node:fs";

const CANDIDATES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const address = process.env.CONSOLE_URL;
const home = new URL(address);
export const application = home.origin;
export const page = new URL(home.pathname.replace(/\/?$/, "/"), home).href;

export function launch() {
	const executablePath = CANDIDATES.find((path) => path && existsSync(path));
	return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"] });
}

/** A page that has exchanged the token for its cookie, and what it has done that it must not. */
export async function open(browser, { width = 1280, height = 800, scheme = "light", motion = "reduce", scale = 1 } = {}) {
	const context = await browser.newContext({
		viewport: { width, height }, colorScheme: scheme, reducedMotion: motion, deviceScaleFactor: scale, permissions: ["clipboard-read", "clipboard-write"],
	});
	context.setDefaultTimeout(15_000);
	const tab = await context.newPage();
	const offences = [];
	tab.on("pageerror", (error) => offences.push(`error: ${error.message}`));
	// More than ten pages, also such as have gone a moment ago, are not told of changes: the page asks by itself
	tab.on("console", (message) => message.type() === "error" && !message.text().includes("503") && offences.push(`console: ${message.text()}`));
	tab.on("dialog", (dialog) => {
		offences.push(`dialog: ${dialog.message()}`);
		dialog.dismiss();
	});
	tab.on("request", (request) => {
		const url = request.url();
		if (!url.startsWith(application) && !/^(data|blob|about):/.test(url)) {
			offences.push(`request: ${url}`);
		}
	});
	await tab.addInitScript(() => {
		document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
	});
	await tab.goto(address);
	tab.offences = offences;
	return tab;
}

/** Goes to another place in the page. */
export const go = (tab, hash) => tab.evaluate((to) => new Promise((done) => {
	location.hash = to;
	requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done), 20));
}), hash);

/** Opens a link to a place in the page. */
export async function follow(tab, hash) {
	await tab.goto("about:blank");
	await tab.goto(page + hash);
}

export const api = (tab, path) => tab.evaluate(async (url) => (await fetch(url)).json(), `${page}api/${path}`);

export async function traceNamed(tab, name) {
	const { traces } = await api(tab, `traces?filter=${encodeURIComponent(`name:"${name}"`)}`);
	return traces.find((trace) => trace.name === name);
}

/** The texts that can be seen and have too little contrast with what is behind them. */
export const faintTexts = (tab) => tab.evaluate(() => {
	const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
	const rgba = (color) => {
		canvas.clearRect(0, 0, 1, 1);
		canvas.fillStyle = color;
		canvas.fillRect(0, 0, 1, 1);
		const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
		return [red, green, blue, alpha / 255];
	};
	const over = (front, back) => front.slice(0, 3).map((part, i) => part * front[3] + back[i] * (1 - front[3]));
	const behind = (element) => {
		const layers = [];
		for (let one = element; one; one = one.parentElement) {
			layers.push(rgba(getComputedStyle(one).backgroundColor));
		}
		return layers.reverse().reduce((back, front) => over(front, back), [255, 255, 255]);
	};
	const luminance = (color) => {
		const [red, green, blue] = color.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const found = new Set();
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	let texts = 0;
	while (walker.nextNode()) {
		const element = walker.currentNode.parentElement;
		const box = element.getBoundingClientRect();
		if (!walker.currentNode.data.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || box.width < 2) {
			continue;
		}
		texts++;
		const back = behind(element);
		const front = over(rgba(getComputedStyle(element).color), back);
		const [light, dark] = [luminance(front), luminance(back)].sort((one, other) => other - one);
		const contrast = (light + 0.05) / (dark + 0.05);
		if (contrast < 4.5) {
			found.add(`${contrast.toFixed(2)} ${element.tagName.toLowerCase()}.${element.className} "${walker.currentNode.data.trim().slice(0, 40)}"`);
		}
	}
	return { texts, found: [...found] };
});

/** What is wider than the place that it has. */
export const overflowing = (tab) => tab.evaluate(() => {
	const found = [];
	for (const element of document.querySelectorAll("#app, #app *")) {
		const box = element.getBoundingClientRect();
		let hidden = element.closest(".wide, .stack, dialog, .offscreen, .popover");
		// Inline elements reach beyond what cuts them off
		for (let one = element.parentElement; one && !hidden; one = one.parentElement) {
			hidden = getComputedStyle(one).textOverflow === "ellipsis" && one.getBoundingClientRect().right <= innerWidth + 1;
		}
		if (!hidden && box.width > 0 && element.checkVisibility() && (box.right > innerWidth + 1 || box.left < -1)) {
			found.push(`${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className} ${Math.round(box.left)}–${Math.round(box.right)}`);
		}
	}
	return found;
});
