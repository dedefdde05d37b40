package dev.langfuse4j.springai;

import java.util.HashMap;
import java.util.Map;

import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.prompt.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * The version of a prompt that a generation is made with, as messages and advisors carry
 * it: in texts and numbers, as a chat memory may write them into a database.
 *
 * @param name the prompt's name
 * @param version the prompt's version
 * @param label the label that it was asked for by, if any
 */
record PromptLink(String name, int version, @Nullable String label) {

	private static final String NAME = "langfuse.prompt.name";

	private static final String VERSION = "langfuse.prompt.version";

	private static final String LABEL = "langfuse.prompt.label";

	/**
	 * What carries the link. A fallback is no version, which replaces the link that a
	 * default message may have.
	 */
	static Map<String, Object> metadata(Prompt<?> prompt) {
		Map<String, Object> metadata = new HashMap<>();
		metadata.put(NAME, prompt.name());
		metadata.put(VERSION, prompt.version());
		metadata.put(LABEL, (prompt.label() != null) ? prompt.label() : "");
		return metadata;
	}

	static @Nullable PromptLink read(Map<String, ?> metadata) {
		Object name = metadata.get(NAME);
		int version = version(metadata.get(VERSION));
		if (!(name instanceof String text) || version < 1) {
			return null;
		}
		String label = (metadata.get(LABEL) instanceof String known && !known.isEmpty()) ? known : null;
		return new PromptLink(text, version, label);
	}

	/**
	 * A database may have made a text of it.
	 */
	private static int version(@Nullable Object value) {
		if (value instanceof Number number) {
			return number.intValue();
		}
		try {
			return (value instanceof String text) ? Integer.parseInt(text) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	PromptReference reference() {
		return new PromptReference(this.name, this.version);
	}

}
