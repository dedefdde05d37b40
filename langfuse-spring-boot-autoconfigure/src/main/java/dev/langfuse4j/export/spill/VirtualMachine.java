/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Tells this virtual machine from all others, alike for every class loader in it. The
 * operating system gives locks to a process as a whole: closing any channel of a file
 * gives back all locks that the process has on it.
 */
final class VirtualMachine {

	/**
	 * Names this virtual machine, at random: process ids are used again, and each
	 * container has its own.
	 */
	static final String ID;

	/**
	 * Held while lock files of others are open, so that this virtual machine never has
	 * two channels of one. An interned text is the same object for all class loaders.
	 */
	static final Object MUTEX;

	private static final String PROPERTY = "dev.langfuse4j.virtual-machine";

	static {
		long pid = ProcessHandle.current().pid();
		Pattern ours = Pattern.compile(pid + "-[0-9a-f]{32}");
		// A value that was inherited from a parent process names the parent
		ID = (String) System.getProperties()
			.compute(PROPERTY, (key, id) -> (id instanceof String text && ours.matcher(text).matches()) ? text
					: pid + "-" + UUID.randomUUID().toString().replace("-", ""));
		MUTEX = (VirtualMachine.class.getName() + " " + ID).intern();
	}

	private VirtualMachine() {
	}

}
