/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import dev.langfuse4j.test.experiment.ItemValues.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * One run of a test, for one item and one repetition.
 */
final class ItemInvocation implements TestTemplateInvocationContext, ParameterResolver, InvocationInterceptor {

	private final ExperimentSession session;

	private final ExperimentSession.Test test;

	private final RunningItem item;

	private final String name;

	private final ItemValues values;

	ItemInvocation(ExperimentSession session, ExperimentSession.Test test, RunningItem item, String name,
			ItemValues values) {
		this.session = session;
		this.test = test;
		this.item = item;
		this.name = name;
		this.values = values;
	}

	@Override
	public String getDisplayName(int invocationIndex) {
		return this.name;
	}

	@Override
	public List<Extension> getAdditionalExtensions() {
		return List.of(this);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getDeclaringExecutable() instanceof Method
				&& (parameter.getParameter().getType() == ExperimentItem.class || part(parameter) != null);
	}

	@Override
	public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Part part = part(parameter);
		return (part != null) ? this.values.get(part, this.item.datasetItem(), parameter.getParameter(),
				parameter.getParameter().getType()) : this.item;
	}

	private static @Nullable Part part(ParameterContext parameter) {
		return ItemValues.part(parameter.getParameter(), parameter.getParameter().getType());
	}

	/**
	 * The item's trace is open while the method runs, and not for those that prepare it.
	 */
	@Override
	public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
			ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
		boolean hasHandle = Arrays.asList(method.getExecutable().getParameterTypes()).contains(ExperimentItem.class);
		RunningItem.Ended ended = this.item.run(this.test.name(), invocation::proceed, hasHandle);
		this.session.add(this.test, this.item.datasetItem().id(), ended.attempt());
		Throwable failure = ended.failure();
		if (failure instanceof AssertionError && this.session.decidesAboutAssertions()) {
			throw new TestAbortedException(
					"did not pass; the experiment decides at its end: " + ended.attempt().message(), failure);
		}
		if (failure != null) {
			throw failure;
		}
	}

}
