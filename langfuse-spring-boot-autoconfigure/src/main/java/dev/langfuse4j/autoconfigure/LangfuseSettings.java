package dev.langfuse4j.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import dev.langfuse4j.autoconfigure.CaptureProperties.TypeProperties;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.RetrySettings;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.mask.BuiltInMasker;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.mask.NamedSecretMasker;
import dev.langfuse4j.mask.SecretNames;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The properties, checked and in the terms of the rooms that use them. Read when beans
 * are made, not in conditions, which ahead-of-time processing would freeze.
 */
final class LangfuseSettings {

	/**
	 * What Langfuse accepts as an environment; it drops observations with another.
	 */
	private static final Pattern ENVIRONMENT = Pattern.compile("(?!langfuse)[a-z0-9_-]{1,40}");

	private final LangfuseProperties properties;

	private final LangfuseConnectionDetails details;

	LangfuseSettings(LangfuseProperties properties, LangfuseConnectionDetails details) {
		this.properties = properties;
		this.details = details;
		if (isEnabled()) {
			check();
		}
	}

	boolean isEnabled() {
		return this.properties.isEnabled() && this.properties.isTracingEnabled();
	}

	boolean hasKeys() {
		return StringUtils.hasText(publicKey()) && StringUtils.hasText(secretKey());
	}

	/**
	 * The connection, or {@code null} if nothing is to be sent. The keys are read anew
	 * each time.
	 */
	@Nullable Connection connection() {
		if (!isEnabled() || !this.properties.getExport().isEnabled() || !hasKeys()) {
			return null;
		}
		Supplier<Credentials> credentials = () -> new Credentials(trimmed(publicKey()), trimmed(secretKey()));
		return new Connection(baseUrl(), credentials, this.properties.getTimeout().value());
	}

	@Nullable String environment() {
		return StringUtils.hasText(this.properties.getEnvironment()) ? this.properties.getEnvironment().trim()
				: textOrNull(this.properties.getTracingEnvironment());
	}

	@Nullable String release() {
		return textOrNull(this.properties.getRelease());
	}

	CaptureSettings capture() {
		CaptureProperties capture = this.properties.getCapture();
		CaptureSwitches switches = new CaptureSwitches(capture.isInput(), capture.isOutput(), capture.isMetadata(),
				capture.isErrors());
		Map<String, CaptureSwitches> byType = new HashMap<>();
		capture.getTypes().forEach((type, own) -> byType.put(type.value(), switches(own, switches)));
		return new CaptureSettings(capture.getMode() == CaptureProperties.Mode.FULL, switches, Map.copyOf(byType),
				capture.isStackTrace(), capture.getMaxTextLength(), capture.getMaxTotalLength(), capture.getMaxDepth(),
				capture.getMaxElements());
	}

	private static CaptureSwitches switches(TypeProperties own, CaptureSwitches all) {
		return new CaptureSwitches(orElse(own.getInput(), all.input()), orElse(own.getOutput(), all.output()),
				orElse(own.getMetadata(), all.metadata()), orElse(own.getErrors(), all.errors()));
	}

	private static boolean orElse(@Nullable Boolean own, boolean all) {
		return (own != null) ? own : all;
	}

	/**
	 * What is masked before the maskers of the application are asked.
	 */
	List<ContentMasker> maskers() {
		CaptureProperties capture = this.properties.getCapture();
		List<ContentMasker> maskers = new ArrayList<>();
		SecretNames names = new SecretNames(capture.getRedactNames());
		if (!names.isEmpty()) {
			maskers.add(new NamedSecretMasker(names));
		}
		capture.getMaskers().stream().sorted().map(BuiltInMasker::create).forEach(maskers::add);
		return maskers;
	}

	ExportSettings export() {
		ExportProperties export = this.properties.getExport();
		return new ExportSettings(export.getMaxQueueSize(), export.getMaxQueueBytes().toBytes(), export.getOverflow(),
				this.properties.getFlushAt(), this.properties.getFlushInterval().value(),
				(int) Math.min(Integer.MAX_VALUE, export.getMaxBatchBytes().toBytes()), export.getMaxInFlight(),
				RetrySettings.of(export.getInitialBackoff(), export.getMaxBackoff(), export.getRetryBudget()),
				export.getShutdownTimeout());
	}

	private void check() {
		checkKeys();
		baseUrl();
		checkEnvironment();
		double rate = this.properties.getSampleRate();
		if (!(rate >= 0 && rate <= 1)) {
			throw new InvalidLangfusePropertyException("langfuse.sample-rate", "is " + rate,
					"Set it to a share from 0 (no trace) to 1 (all traces).");
		}
		positive("langfuse.timeout", this.properties.getTimeout().value());
		positive("langfuse.flush-interval", this.properties.getFlushInterval().value());
		positive("langfuse.flush-at", this.properties.getFlushAt());
		CaptureProperties capture = this.properties.getCapture();
		positive("langfuse.capture.max-text-length", capture.getMaxTextLength());
		positive("langfuse.capture.max-total-length", capture.getMaxTotalLength());
		positive("langfuse.capture.max-depth", capture.getMaxDepth());
		positive("langfuse.capture.max-elements", capture.getMaxElements());
		ExportProperties export = this.properties.getExport();
		positive("langfuse.export.max-queue-size", export.getMaxQueueSize());
		positive("langfuse.export.max-queue-bytes", export.getMaxQueueBytes().toBytes());
		positive("langfuse.export.max-batch-bytes", export.getMaxBatchBytes().toBytes());
		positive("langfuse.export.max-in-flight", export.getMaxInFlight());
		positive("langfuse.export.retry-budget", export.getRetryBudget());
		positive("langfuse.export.initial-backoff", export.getInitialBackoff());
		positive("langfuse.export.max-backoff", export.getMaxBackoff());
	}

	private void checkKeys() {
		String publicKey = publicKey();
		String secretKey = secretKey();
		String publicName = nameOf("langfuse.public-key", "public key");
		String secretName = nameOf("langfuse.secret-key", "secret key");
		checkKey(publicName, publicKey, secretName, secretKey);
		checkKey(secretName, secretKey, publicName, publicKey);
		if (hasKeys() && trimmed(publicKey).startsWith("sk-")) {
			throw new InvalidLangfusePropertyException(publicName, "holds a secret key",
					"Public keys begin with 'pk-lf-', secret keys with 'sk-lf-': swap " + publicName + " and "
							+ secretName + ".");
		}
	}

	private String nameOf(String property, String other) {
		return areFromProperties() ? property : other + " of the LangfuseConnectionDetails";
	}

	/**
	 * A container may have no keys: those of a project made by hand are in the
	 * properties.
	 */
	private boolean areFromProperties() {
		return this.details instanceof PropertiesLangfuseConnectionDetails
				|| (!StringUtils.hasText(this.details.getPublicKey())
						&& !StringUtils.hasText(this.details.getSecretKey()));
	}

	private @Nullable String publicKey() {
		return areFromProperties() ? this.properties.getPublicKey() : this.details.getPublicKey();
	}

	private @Nullable String secretKey() {
		return areFromProperties() ? this.properties.getSecretKey() : this.details.getSecretKey();
	}

	private static void checkKey(String property, @Nullable String key, String otherProperty, @Nullable String other) {
		if (!StringUtils.hasText(key) && StringUtils.hasText(other)) {
			throw new InvalidLangfusePropertyException(property, "is not set although '" + otherProperty + "' is",
					"Set both keys of the Langfuse project, or none to run without a server.");
		}
		if (StringUtils.hasText(key) && !key.trim().chars().allMatch((c) -> c > ' ' && c < 127 && c != ':')) {
			throw new InvalidLangfusePropertyException(property, "holds a character that no key has",
					"Copy the key again from the settings of the Langfuse project.");
		}
	}

	private void checkEnvironment() {
		String environment = environment();
		if (environment != null && !ENVIRONMENT.matcher(environment).matches()) {
			throw new InvalidLangfusePropertyException("langfuse.environment", "is '" + environment + "'",
					"Use at most 40 lower-case letters, digits, '-' and '_', not beginning with 'langfuse'.");
		}
	}

	private URI baseUrl() {
		String property = (this.details instanceof PropertiesLangfuseConnectionDetails named) ? named.baseUrlProperty()
				: "base URL of the LangfuseConnectionDetails";
		String address = this.details.getBaseUrl().trim();
		try {
			URI url = new URI(StringUtils.trimTrailingCharacter(address, '/'));
			boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
			if (web && url.getHost() != null && url.getUserInfo() == null && url.getRawQuery() == null
					&& url.getRawFragment() == null && !url.getRawPath().contains("/api/public")) {
				return url;
			}
		}
		catch (URISyntaxException ex) {
			// The message would quote the value, which may hold a password
		}
		throw new InvalidLangfusePropertyException(property, "is not the address of a server",
				"Set it to a URL of the form https://cloud.langfuse.com or http://localhost:3000, "
						+ "without user, password, query and API path.");
	}

	private static void positive(String property, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw notPositive(property);
		}
	}

	private static void positive(String property, long value) {
		if (value <= 0) {
			throw notPositive(property);
		}
	}

	private static InvalidLangfusePropertyException notPositive(String property) {
		return new InvalidLangfusePropertyException(property, "is not positive", "Set it to a value above zero.");
	}

	private static @Nullable String textOrNull(@Nullable String text) {
		return StringUtils.hasText(text) ? text.trim() : null;
	}

	private static String trimmed(@Nullable String text) {
		return (text != null) ? text.trim() : "";
	}

}
