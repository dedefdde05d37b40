/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import dev.langfuse4j.lang.ExtensionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of a project, for applications whose keys are not in {@code langfuse.*}
 * but in a vault or a database. A bean of this type supplies the keys of all projects.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface LangfuseCredentialsProvider {

	/**
	 * Finds the keys. Called for each request, and again if the server refuses the keys
	 * of a request, on a thread that may block, within the timeout of the request. It may
	 * be called for several projects at the same time.
	 * @param project the name of the project, {@code default} for that of the top level
	 * @return the keys as they are now, or {@code null} if the project has none; its
	 * waiting observations are then lost and counted. If this method throws, the
	 * observations are kept and it is called again later. The message of the exception is
	 * not logged
	 */
	@Nullable Credentials credentials(String project);

}
