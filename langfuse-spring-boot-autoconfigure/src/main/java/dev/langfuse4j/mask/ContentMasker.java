package dev.langfuse4j.mask;

import dev.langfuse4j.lang.ExtensionPoint;

/**
 * Hides what must not leave the application in the texts that are about to. Add beans of
 * this type; they are asked in their order, after the built-in ones.
 * <p>
 * Called on the export thread, never on a thread of the application, with one text at a
 * time: a string or a key within a value, never the JSON around it; a number of 13 or
 * more digits; a name, a message, a stack trace. What a masker throws, or {@code null} as
 * its answer, replaces the text by {@value Maskers#FAILED}.
 */
@ExtensionPoint
@FunctionalInterface
public interface ContentMasker {

	/**
	 * Masks a text.
	 * @param text the text, never {@code null} or empty
	 * @return the text as it may leave, the same instance if there is nothing to hide
	 */
	String mask(String text);

}
