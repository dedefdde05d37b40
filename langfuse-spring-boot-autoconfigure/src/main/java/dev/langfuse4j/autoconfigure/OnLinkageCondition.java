/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/**
 * Looks for what {@link ConditionalOnLinkage} asks for, once for each configuration: in
 * one phase only.
 */
final class OnLinkageCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final Log logger = LogFactory.getLog(LangfuseAutoConfiguration.class);

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.PARSE_CONFIGURATION;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		MergedAnnotation<ConditionalOnLinkage> annotation = metadata.getAnnotations().get(ConditionalOnLinkage.class);
		String library = annotation.getString("library");
		ClassLoader classLoader = Objects.requireNonNullElseGet(context.getClassLoader(),
				ClassLoader::getSystemClassLoader);
		List<String> absent = Stream.of(annotation.getStringArray("modules"))
			.filter((type) -> !ClassUtils.isPresent(type, classLoader))
			.map(ClassUtils::getPackageName)
			.toList();
		String missing = new Linkage(classLoader, annotation.getString("room"), absent)
			.missing(configurations((AnnotationMetadata) metadata, classLoader));
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnLinkage.class, library);
		if (missing == null) {
			return ConditionOutcome.match(message.because("it has all required types and members"));
		}
		logger.warn("Langfuse does not support " + library + ", because the version on the classpath does not have "
				+ missing);
		return ConditionOutcome.noMatch(message.didNotFind("required types and members").items(missing));
	}

	private static List<String> configurations(AnnotationMetadata configuration, ClassLoader classLoader) {
		List<String> configurations = new ArrayList<>(List.of(configuration.getClassName()));
		MetadataReaderFactory factory = MetadataReaderFactory.create(classLoader);
		for (String nested : configuration.getMemberClassNames()) {
			try {
				if (isMatching(factory.getMetadataReader(nested).getAnnotationMetadata(), classLoader)) {
					configurations.add(nested);
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException("Cannot read " + nested, ex);
			}
		}
		return configurations;
	}

	private static boolean isMatching(AnnotationMetadata nested, ClassLoader classLoader) {
		return !nested.hasAnnotation(ConditionalOnLinkage.class.getName()) && nested.getAnnotations()
			.stream(ConditionalOnClass.class)
			.flatMap((condition) -> Stream.of("value", "name").map(condition::getStringArray))
			.flatMap(Stream::of)
			.allMatch((name) -> ClassUtils.isPresent(name, classLoader));
	}

}
