/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.List;
import java.util.function.BooleanSupplier;

import dev.langfuse4j.aop.UnreachableMethodsReport;
import dev.langfuse4j.autoconfigure.ObserveProperties.Report;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Reports the observed methods that a proxy cannot intercept, at the configured level,
 * and the setting that methods with publishers need.
 */
final class ObserveReport implements UnreachableMethodsReport {

	private static final Log logger = LogFactory.getLog(LangfuseAutoConfiguration.class);

	private static final String CURE = "Make them overridable and call them through their bean, move them to "
			+ "another bean, or weave them: see docs/weaving.md of Langfuse for Spring Boot.";

	private final Report level;

	private final BooleanSupplier enabled;

	ObserveReport(Report level, BooleanSupplier enabled) {
		this.level = level;
		this.enabled = enabled;
	}

	@Override
	public void atStart(List<String> methods) {
		if (this.level == Report.FAIL && this.enabled.getAsBoolean()) {
			throw new InvalidLangfusePropertyException("langfuse.observe.report", "is 'fail', and the " + list(methods),
					CURE);
		}
		later(methods);
	}

	/**
	 * Beans that a running application creates do not stop it.
	 */
	@Override
	public void later(List<String> methods) {
		if (this.level == Report.OFF || !this.enabled.getAsBoolean()) {
			return;
		}
		String message = "The " + list(methods) + "\n" + CURE
				+ " A proxy does not intercept calls on 'this' either; such calls are not listed.";
		if (this.level == Report.INFO) {
			logger.info(message);
		}
		else {
			logger.warn(message);
		}
	}

	/**
	 * No fault, as nothing may block in their operators.
	 */
	void reactive(List<String> methods) {
		if (this.level != Report.OFF && this.enabled.getAsBoolean()) {
			String more = (methods.size() > 1) ? " and " + (methods.size() - 1) + " more" : "";
			logger.info("Observed methods return publishers: " + methods.get(0) + more
					+ ". Blocking calls in their operators start traces of their own unless you set "
					+ "spring.reactor.context-propagation=auto: see docs/threads.md of Langfuse for " + "Spring Boot.");
		}
	}

	private static String list(List<String> methods) {
		return "following @Observe methods cannot be intercepted by a Spring proxy:\n    "
				+ String.join("\n    ", methods);
	}

}
