/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Looks for any of the types that {@link ConditionalOnAnyClass} names.
 */
final class OnAnyClassCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnAnyClass.class);
		String[] names = metadata.getAnnotations().get(ConditionalOnAnyClass.class).getStringArray("value");
		for (String name : names) {
			if (ClassUtils.isPresent(name, context.getClassLoader())) {
				return ConditionOutcome.match(message.found("class").items(name));
			}
		}
		return ConditionOutcome.noMatch(message.didNotFind("any of the classes").items((Object[]) names));
	}

}
