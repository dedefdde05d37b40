/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads configurations of prompts as types of the application. Thread-safe.
 */
final class PromptConfigReader {

	private final JsonMapper mapper;

	PromptConfigReader(JsonMapper mapper) {
		AnnotationIntrospector own = mapper.deserializationConfig().getAnnotationIntrospector();
		this.mapper = mapper.rebuild()
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.annotationIntrospector(AnnotationIntrospector.pair(own, new SnakeCaseNames()))
			.build();
	}

	<T> T read(PromptVersion prompt, Class<T> type) {
		try {
			return this.mapper.treeToValue(prompt.config(), type);
		}
		catch (JacksonException ex) {
			// Its own message quotes the configuration
			throw new PromptConfigException("The configuration of the " + PromptKey.describe(prompt.name()) + ", "
					+ (prompt.isFallback() ? "a fallback" : "version " + prompt.version()) + ", is not a "
					+ type.getName() + path(ex) + ". Correct it in Langfuse, or the type.");
		}
	}

	private static String path(JacksonException ex) {
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference reference : ex.getPath()) {
			path.append('/');
			path.append((reference.getPropertyName() != null) ? reference.getPropertyName() : reference.getIndex());
		}
		return path.isEmpty() ? "" : ": see " + path;
	}

	/**
	 * Gives properties a second name in the style of the APIs of models, which is how
	 * configurations are written.
	 */
	@SuppressWarnings("serial")
	private static final class SnakeCaseNames extends NopAnnotationIntrospector {

		private static final Pattern CAPITAL = Pattern.compile("(?<=[\\p{Ll}\\p{N}])(\\p{Lu})");

		@Override
		public @Nullable List<PropertyName> findPropertyAliases(MapperConfig<?> config, Annotated annotated) {
			String name = name(annotated);
			if (name == null) {
				return null;
			}
			String snake = CAPITAL.matcher(name).replaceAll("_$1").toLowerCase(Locale.ROOT);
			return snake.equals(name) ? null : List.of(PropertyName.construct(snake));
		}

		private static @Nullable String name(Annotated annotated) {
			if (annotated instanceof AnnotatedParameter parameter) {
				Class<?> type = parameter.getDeclaringClass();
				return type.isRecord() ? type.getRecordComponents()[parameter.getIndex()].getName() : null;
			}
			String name = annotated.getName();
			boolean setter = annotated instanceof AnnotatedMethod && name.startsWith("set") && name.length() > 3;
			return setter ? Character.toLowerCase(name.charAt(3)) + name.substring(4) : name;
		}

	}

}
