// The page.
import { render } from "./preact.js";
import { html } from "./html.js";
import { useEffect, useState } from "./hooks.js";
import { Toast } from "./clipboard.js";
import { Header } from "./header.js";
import { Help } from "./help.js";
import { useKeys } from "./keys.js";
import { Traces } from "./list.js";
import { Models } from "./models.js";
import { useRoute } from "./router.js";
import { Session, Sessions } from "./sessions.js";
import { follow } from "./store.js";
import { Trace } from "./trace.js";

function View({ route }) {
	switch (route.view) {
		case "t": return html`<${Trace} key=${`${route.project ?? ""}/${route.id}`} id=${route.id} project=${route.project} observation=${route.observation} />`;
		case "s": return html`<${Session} key=${route.id} id=${route.id} project=${route.project} />`;
		case "sessions": return html`<${Sessions} />`;
		case "m":
		case "models": return html`<${Models} />`;
		default: return html`<${Traces} filter=${route.filter} />`;
	}
}

function App() {
	const route = useRoute();
	const [help, show] = useState(false);
	useKeys({ "?": () => show(true) });
	useEffect(() => {
		if (route.view !== "t") {
			document.title = "Langfuse console";
		}
	}, [route.view]);
	return html`<${Header} route=${route} onHelp=${() => show(true)} /><main><${View} route=${route} /></main>
		<${Help} open=${help} onClose=${() => show(false)} /><${Toast} />`;
}

render(html`<${App} />`, document.getElementById("app"));
follow();
