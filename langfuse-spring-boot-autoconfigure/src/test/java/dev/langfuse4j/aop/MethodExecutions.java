/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The methods of this library that a call runs through, on the thread that makes it.
 */
public final class MethodExecutions {

	private static final ThreadLocal<List<String>> begun = new ThreadLocal<>();

	private MethodExecutions() {
	}

	/**
	 * Called by each method of a class that {@link CountingLoader} has loaded.
	 * @param type the class
	 * @param method the method
	 */
	public static void begins(String type, String method) {
		List<String> executions = begun.get();
		if (executions != null) {
			executions.add(type + "#" + method);
		}
	}

	static List<String> of(Callable<?> call) throws Exception {
		List<String> executions = new ArrayList<>();
		begun.set(executions);
		try {
			call.call();
		}
		finally {
			begun.remove();
		}
		return List.copyOf(executions);
	}

	/**
	 * Packages below another, such as the parts of the export, count as one room.
	 */
	static String roomOf(String execution) {
		return execution.split("\\.", 4)[2];
	}

	/**
	 * Counts how often the next method to begin is in another room than the one before.
	 */
	static long changesOfRoom(List<String> executions) {
		long changes = 0;
		for (int i = 1; i < executions.size(); i++) {
			changes += roomOf(executions.get(i)).equals(roomOf(executions.get(i - 1))) ? 0 : 1;
		}
		return changes;
	}

}
