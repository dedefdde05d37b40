package dev.langfuse4j.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets Spring Boot's own executors take the current observation along, unless the
 * application says otherwise: with the lowest precedence, and not at all where Langfuse
 * is disabled or {@code langfuse.observe.propagate-context} is off.
 */
final class ContextPropagationEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String PROPERTY = "spring.task.execution.propagate-context";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Binder binder = Binder.get(environment);
		if (isEnabled(binder) && isOn(binder, "langfuse.observe.propagate-context")
				&& !binder.bind(PROPERTY, String.class).isBound()) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("langfuse defaults", Map.of(PROPERTY, true)));
		}
	}

	/**
	 * Whether Langfuse is enabled, for those who are asked before there are settings.
	 */
	static boolean isEnabled(Binder binder) {
		return isOn(binder, "langfuse.enabled") && isOn(binder, "langfuse.tracing-enabled");
	}

	/**
	 * A value that is no boolean is told of elsewhere.
	 */
	private static boolean isOn(Binder binder, String property) {
		try {
			return binder.bind(property, Boolean.class).orElse(true);
		}
		catch (BindException ex) {
			return true;
		}
	}

	/**
	 * After the application's files have been read.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
