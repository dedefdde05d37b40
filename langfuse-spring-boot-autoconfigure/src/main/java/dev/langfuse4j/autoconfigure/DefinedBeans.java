/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Finds out whether an application defines beans of a type, without creating any: they
 * may need the beans that ask.
 *
 * @since 0.1.0
 */
@Internal
public final class DefinedBeans {

	private DefinedBeans() {
	}

	/**
	 * Whether there are beans of a type, also in a parent context.
	 * @param beanFactory where to look
	 * @param type the type
	 * @return whether there is one
	 */
	public static boolean contain(ListableBeanFactory beanFactory, Class<?> type) {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false).length > 0;
	}

}
