package dev.langfuse4j.prompt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes what Langfuse sends when a prompt was changed, and forgets that prompt, so that
 * the next call asks for it. Nothing of the content is used but the name. Thread-safe.
 */
@Internal
public final class PromptWebhook {

	/**
	 * The header with the signature.
	 */
	public static final String SIGNATURE = "x-langfuse-signature";

	/**
	 * Maximum number of bytes to read, twice the maximum size of a prompt.
	 */
	public static final int MAX_BODY = 2 * 1_048_576;

	/**
	 * Maximum age of a signature, and maximum time that its clock may be ahead.
	 */
	private static final Duration MAX_AGE = Duration.ofMinutes(5);

	private static final Pattern HEADER = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

	private static final String ALGORITHM = "HmacSHA256";

	private final String secret;

	private final Clock clock;

	private final Consumer<String> changed;

	/**
	 * Creates a webhook.
	 * @param secret the secret that Langfuse shows where the webhook is set up
	 * @param clock tells the age of signatures
	 * @param changed is told the name of each prompt that was changed
	 */
	public PromptWebhook(String secret, Clock clock, Consumer<String> changed) {
		this.secret = secret;
		this.clock = clock;
		this.changed = changed;
	}

	/**
	 * Takes a request.
	 * @param signature the header {@value #SIGNATURE}, if there is one
	 * @param body the body as it came, of at most {@value #MAX_BODY} bytes
	 * @return the status to answer with: 204, 401 without a valid signature, 400 for
	 * anything that is not about a prompt
	 */
	public int receive(@Nullable String signature, byte[] body) {
		if (signature == null || !isValid(signature, body)) {
			return 401;
		}
		JsonNode name = name(body);
		if (!name.isString()) {
			return 400;
		}
		this.changed.accept(name.stringValue());
		return 204;
	}

	private boolean isValid(String signature, byte[] body) {
		Matcher header = HEADER.matcher(signature);
		if (!header.matches()) {
			return false;
		}
		long age = this.clock.instant().getEpochSecond() - Long.parseLong(header.group(1));
		boolean recent = Math.abs(age) <= MAX_AGE.toSeconds();
		byte[] expected = sign(header.group(1), body);
		// Compares all bytes, whichever differs first
		return MessageDigest.isEqual(expected, HexFormat.of().parseHex(header.group(2))) && recent;
	}

	private byte[] sign(String time, byte[] body) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(this.secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
			mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
			return mac.doFinal(body);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The virtual machine has no " + ALGORITHM, ex);
		}
	}

	private static JsonNode name(byte[] body) {
		try {
			return JsonMapper.shared().readTree(body).at("/prompt/name");
		}
		catch (JacksonException ex) {
			return JsonMapper.shared().missingNode();
		}
	}

}
