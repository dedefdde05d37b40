/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.langfuse4j.autoconfigure.CaptureProperties;
import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.autoconfigure.LangfuseProperties;
import dev.langfuse4j.console.Console;
import dev.langfuse4j.console.ConsoleApplication;
import dev.langfuse4j.console.ConsoleSettings;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.otlp.ProjectEncoders;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.ProjectLinks;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.ApplicationContext;
import org.springframework.util.StringUtils;

/**
 * Creates a console. This class is only loaded if the console is enabled: Spring reads
 * all signatures of beans and configurations, so these must not refer to the console's
 * types.
 */
final class Consoles {

	private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,200}");

	private static final int TOKEN_BYTES = 16;

	private Consoles() {
	}

	static ConsoleSwitch create(ConsoleProperties properties, LangfuseProperties langfuse, ResourceAttributes resource,
			ProjectLinks links, ProjectEncoders encoders, Supplier<ExportPipeline> pipeline) {
		String reason = langfuse.getExport().isEnabled()
				? "Langfuse has no keys: set langfuse.public-key and langfuse.secret-key to send traces to a server."
				: "langfuse.export.enabled is false.";
		ConsoleApplication application = new ConsoleApplication(resource,
				langfuse.getCapture().getMode() == CaptureProperties.Mode.FULL, langfuse.getSampleRate(), reason,
				pipeline, links, encoders);
		return new ConsoleSwitch(new Console(settings(properties), application, Schedulers.parallel()),
				". The content of prompts is kept in memory for the console");
	}

	static ConsoleLifecycle lifecycle(ObservationExporter exporter, ConsoleProperties properties,
			ApplicationContext context) {
		Console console = (Console) exporter;
		ConsoleEnvironment environment = new ConsoleEnvironment(context);
		return new ConsoleLifecycle(true, () -> ConsoleLifecycle.announce(environment.address(console.entrance()),
				properties, environment.isSecured()), console::end);
	}

	static ConsoleSettings settings(ConsoleProperties properties) {
		check(properties);
		Set<String> hosts = properties.getAllowedHosts()
			.stream()
			.map((host) -> host.trim().toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		return new ConsoleSettings(properties.getPath(), properties.getMaxTraces(), properties.getMaxBytes().toBytes(),
				properties.isAllowRemote(), hosts, token(properties.getToken()), properties.getPrices());
	}

	private static void check(ConsoleProperties properties) {
		if (!PATH.matcher(properties.getPath()).matches()) {
			throw new InvalidLangfusePropertyException("langfuse.console.path",
					"is '" + properties.getPath() + "', which is not a valid path",
					"Use a path such as '/langfuse', without a trailing slash.");
		}
		positive("langfuse.console.max-traces", properties.getMaxTraces());
		positive("langfuse.console.max-bytes", properties.getMaxBytes().toBytes());
		properties.getPrices().forEach((model, prices) -> prices.forEach((bucket, price) -> {
			if (!(price >= 0) || price.isInfinite()) {
				throw new InvalidLangfusePropertyException("langfuse.console.prices", "contains the price " + price,
						"Set prices to US dollars per million tokens.");
			}
		}));
	}

	private static void positive(String property, long value) {
		if (value <= 0) {
			throw new InvalidLangfusePropertyException(property, "is not positive", "Set it to a value above zero.");
		}
	}

	/**
	 * Never says a token that does not suit: it may be a secret.
	 */
	private static @Nullable String token(@Nullable String configured) {
		if (!StringUtils.hasText(configured)) {
			byte[] random = new byte[TOKEN_BYTES];
			new SecureRandom().nextBytes(random);
			return HexFormat.of().formatHex(random);
		}
		String token = configured.trim();
		// YAML reads a plain off as false
		if (token.equalsIgnoreCase("off") || token.equalsIgnoreCase("false")) {
			return null;
		}
		if (!TOKEN.matcher(token).matches()) {
			throw new InvalidLangfusePropertyException("langfuse.console.token", "is not a token",
					"Use 16 to 200 letters, digits, '-' and '_', use 'off' to require no token, or "
							+ "remove the property.");
		}
		return token;
	}

}
