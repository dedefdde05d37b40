package dev.langfuse4j.mask;

/**
 * Masks JSON Web Tokens, also unsigned and encrypted ones.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519</a>
 */
final class JwtMasker extends PatternMasker {

	JwtMasker() {
		// The header is an object, which begins with eyJ in Base64
		super("(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{2,}+(?:\\.[A-Za-z0-9_-]*+){0,3}+", "token");
	}

	@Override
	boolean isCandidate(String text) {
		return text.contains("eyJ");
	}

}
