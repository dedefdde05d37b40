/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.lang.reflect.AnnotatedElement;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.dataset.DatasetSpec;
import dev.langfuse4j.dataset.LangfuseDatasets;
import dev.langfuse4j.test.experiment.ItemValues.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.support.ParameterDeclaration;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The items of a dataset as arguments of a parameterized test.
 */
final class DatasetArguments extends AnnotationBasedArgumentsProvider<LangfuseSource> {

	@Override
	protected Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext test,
			LangfuseSource source) {
		TestBeans beans = TestBeans.of(test);
		ItemValues values = new ItemValues(beans);
		ItemTitles titles = new ItemTitles(test, beans, values);
		List<ParameterDeclaration> declared = parameters.getAll();
		List<Part> parts = parts(declared);
		return read(beans, source.value(), source.version(), source.project()).items()
			.stream()
			.map((item) -> Arguments.argumentSet(titles.title(item), arguments(values, item, declared, parts)));
	}

	private static @Nullable Object[] arguments(ItemValues values, DatasetItem<?, ?> item,
			List<ParameterDeclaration> declared, List<Part> parts) {
		@Nullable Object[] arguments = new @Nullable Object[parts.size()];
		for (int index = 0; index < arguments.length; index++) {
			ParameterDeclaration parameter = declared.get(index);
			arguments[index] = values.get(parts.get(index), item, parameter.getAnnotatedElement(),
					parameter.getParameterType());
		}
		return arguments;
	}

	/**
	 * The parts of an item that the first parameters get; the others are left to other
	 * extensions.
	 */
	private static List<Part> parts(List<ParameterDeclaration> declared) {
		List<Part> parts = new ArrayList<>();
		for (ParameterDeclaration parameter : declared) {
			AnnotatedElement element = parameter.getAnnotatedElement();
			Part part = ItemValues.part(element, parameter.getParameterType());
			if (part == null && element.getAnnotations().length == 0
					&& !parameter.getParameterType().getName().startsWith("org.junit.jupiter.api.")) {
				part = !parts.contains(Part.INPUT) ? Part.INPUT
						: (!parts.contains(Part.EXPECTED) ? Part.EXPECTED : null);
			}
			if (part == null) {
				break;
			}
			parts.add(part);
		}
		return parts;
	}

	/**
	 * Reads a dataset.
	 * @throws ExtensionConfigurationException if the version is not an instant, or there
	 * is no item
	 */
	static Dataset<Object, Object> read(TestBeans beans, String name, String version, String project) {
		String dataset = beans.resolve(name);
		DatasetSpec<Object, Object> spec = beans.get(LangfuseDatasets.class).dataset(dataset);
		if (!version.isEmpty()) {
			spec = spec.version(instant(beans.resolve(version)));
		}
		if (!project.isEmpty()) {
			spec = spec.project(beans.resolve(project));
		}
		Dataset<Object, Object> read = spec.get();
		if (read.items().isEmpty()) {
			throw new ExtensionConfigurationException(
					"Dataset '" + dataset + "' has no item: a test without items would always pass");
		}
		return read;
	}

	private static Instant instant(String version) {
		try {
			return Instant.parse(version);
		}
		catch (DateTimeParseException ex) {
			throw new ExtensionConfigurationException(
					"The version '" + version + "' of a dataset is not an instant such as 2026-01-31T00:00:00Z", ex);
		}
	}

}
