package dev.langfuse4j.export.otlp;

import org.jspecify.annotations.Nullable;

/**
 * What all observations of this application have in common. Wiring.
 *
 * @param serviceName the application's name
 * @param serviceVersion the application's version
 * @param release what was deployed, such as a git commit
 * @param environment where it runs, such as {@code production}
 */
public record ResourceAttributes(@Nullable String serviceName, @Nullable String serviceVersion,
		@Nullable String release, @Nullable String environment) {

}
