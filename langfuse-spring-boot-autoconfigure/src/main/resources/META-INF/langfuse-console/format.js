// Values as people read them.

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const WHOLE = new Intl.NumberFormat("en");

function named(character) {
	const code = character.charCodeAt(0);
	if (code < 0x20) {
		return String.fromCharCode(0x2400 + code);
	}
	return code === 0x7f ? "\u2421" : `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** Text in which nothing is hidden and nothing reorders what is around it. */
export function visible(text) {
	return String(text).replace(/\r\n/g, "\n").replace(CONTROL, named).replace(LONE_SURROGATE, "\ufffd");
}

/** The same in one line, for names and labels. */
export function line(text) {
	return visible(text).replace(/\s+/g, " ").trim();
}

export function cut(text, length) {
	return text.length > length ? text.slice(0, length - 1).replace(LONE_SURROGATE, "") + "…" : text;
}

export function duration(millis) {
	if (millis == null || !Number.isFinite(millis)) {
		return "";
	}
	const time = Math.max(0, millis);
	if (time < 9.95) {
		return `${time === 0 ? "0" : time < 0.05 ? "<0.1" : time.toFixed(1)} ms`;
	}
	if (time < 999.5) {
		return `${Math.round(time)} ms`;
	}
	if (time < 59_995) {
		return `${(time / 1000).toFixed(time < 9_995 ? 2 : 1)} s`;
	}
	const seconds = Math.round(time / 1000);
	const minutes = Math.floor(seconds / 60);
	return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function count(number) {
	if (number == null) {
		return "";
	}
	if (number < 100_000) {
		return WHOLE.format(number);
	}
	return number < 999_500 ? `${Math.round(number / 1000)}k` : `${(number / 1_000_000).toFixed(1)}M`;
}

export function plural(number, one, many = one + "s") {
	return `${count(number)} ${number === 1 ? one : many}`;
}

export function cost(dollars) {
	if (dollars == null) {
		return "";
	}
	if (dollars === 0) {
		return "$0";
	}
	if (dollars < 0.000001) {
		return "<$0.000001";
	}
	const digits = dollars < 0.01 ? Math.min(6, 1 - Math.floor(Math.log10(dollars))) : dollars < 1 ? 3 : 2;
	return `$${dollars.toFixed(digits)}`;
}

const two = (number) => String(number).padStart(2, "0");

/** The time of day, after the date if that is not today. */
export function clock(millis, now = Date.now()) {
	const time = new Date(millis);
	const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
	const today = new Date(now);
	const same = time.getFullYear() === today.getFullYear() && time.getMonth() === today.getMonth()
		&& time.getDate() === today.getDate();
	const hours = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
	return same ? hours : `${day} ${hours}`;
}

/** The time to the millisecond. */
export function instant(millis) {
	return `${clock(millis)}.${String(Math.floor(millis) % 1000).padStart(3, "0")}`;
}

/** JSON as a value, or undefined if the text is none or a mere scalar. */
export function parsed(text) {
	if (typeof text !== "string" || !/^\s*[[{]/.test(text)) {
		return undefined;
	}
	try {
		return JSON.parse(text);
	}
	catch {
		return undefined;
	}
}
