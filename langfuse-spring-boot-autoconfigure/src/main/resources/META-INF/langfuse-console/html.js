// Markup without a build step. All that is put into it becomes text nodes and properties.
import { h } from "./preact.js";
import htm from "./htm.js";

export const html = htm.bind(h);
