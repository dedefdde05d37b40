package dev.langfuse4j.test;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Sees that a test sends nothing unless it is annotated with
 * {@link AutoConfigureLangfuse @AutoConfigureLangfuse}.
 */
final class LangfuseContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configuration) {
		return TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureLangfuse.class) ? null
				: new NothingIsSent();
	}

	/**
	 * A record, as equal customizers let tests share a context.
	 */
	record NothingIsSent() implements ContextCustomizer {

		private static final String NAME = "langfuseTest";

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
			MutablePropertySources sources = context.getEnvironment().getPropertySources();
			if (!sources.contains(NAME)) {
				sources.addFirst(new MapPropertySource(NAME, Map.of("langfuse.export.enabled", false)));
			}
		}

	}

}
