package dev.langfuse4j.mask;

/**
 * Masks e-mail addresses.
 */
final class EmailMasker extends PatternMasker {

	EmailMasker() {
		super("(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]{1,64}+@[\\p{L}\\p{N}-]{1,63}+(?:\\.[\\p{L}\\p{N}-]{1,63}+){1,8}+",
				"e-mail");
	}

	@Override
	boolean isCandidate(String text) {
		return text.indexOf('@') > 0;
	}

}
