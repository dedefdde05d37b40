package dev.langfuse4j.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Stops an application that has an older Spring Boot before auto-configurations are read,
 * ours and those that the starter brings along: they would fail for want of classes that
 * say nothing of the cause. Older versions find it by the same name, so it uses only what
 * they have.
 */
final class SpringBootVersionCheck implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	private static final int OLDEST = 4;

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		check(SpringBootVersion.getVersion());
	}

	static void check(@Nullable String version) {
		if (version == null) {
			return;
		}
		int end = version.indexOf('.');
		if (end > 0 && Integer.parseInt(version.substring(0, end)) < OLDEST) {
			throw new UnsupportedSpringBootException(version);
		}
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
