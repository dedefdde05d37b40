/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process cannot take the files of another one. The other process is real, since a
 * process does not see its own locks.
 */
class SpillLockTests extends SpillStoreTestSupport {

	private static final List<String> PROJECTS = List.of("default", "one", "two");

	@Test
	void nothingInThisProcessGivesBackALock() throws Exception {
		SpillStore[] stores = new SpillStore[PROJECTS.size()];
		for (int i = 0; i < stores.length; i++) {
			stores[i] = SpillStore.open(settings(this.directory, 1_000_000), PROJECTS.get(i), this.heard);
			stores[i].append(request(5, "a"));
		}
		try (SpillStore ofAnotherContext = open(1_000_000)) {
			ofAnotherContext.append(request(5, "b"));
			assertThat(drain(ofAnotherContext)).containsExactly("b");
		}
		openAndCloseInAnotherClassLoader();
		assertThat(StoreProcess.found(this.directory, PROJECTS)).isZero();
		assertThat(this.heard.adopted).isZero();
		for (SpillStore store : stores) {
			assertThat(drain(store)).containsExactly("a");
			store.close();
		}
	}

	@Test
	void whatIsGivenBackIsForThisProcessToo() throws Exception {
		leave("a");
		openAndCloseInAnotherClassLoader();
		try (SpillStore next = open(1_000_000)) {
			assertThat(drain(next)).containsExactly("a");
		}
		leave("b");
		assertThat(StoreProcess.found(this.directory, PROJECTS)).isEqualTo(5);
	}

	@Test
	void whatAKilledProcessLeavesIsTakenAndNothingElse() throws IOException {
		try (SpillStore alive = open(1_000_000)) {
			alive.append(request(5, "a"));
			String handedDown = "-Ddev.langfuse4j.virtual-machine=" + VirtualMachine.ID;
			try (StoreProcess killed = new StoreProcess(this.directory, 3, PROJECTS, handedDown)) {
				assertThat(killed.found()).isZero();
				try (SpillStore before = open(1_000_000)) {
					assertThat(before.items(0)).as("it lives").isZero();
				}
				killed.kill();
			}
			try (SpillStore next = open(1_000_000)) {
				assertThat(next.items(0)).isEqualTo(3);
				assertThat(drain(next)).hasSize(3).containsOnly("of another process");
			}
			assertThat(drain(alive)).containsExactly("a");
		}
	}

	@Test
	void processThatOnlyStartsAndStopsTakesNothing() throws IOException {
		try (StoreProcess first = new StoreProcess(this.directory, 3, PROJECTS)) {
			assertThat(first.found()).isZero();
			for (String project : PROJECTS) {
				SpillStore.open(settings(this.directory, 1_000_000), project, this.heard).close();
			}
			assertThat(StoreProcess.found(this.directory, PROJECTS)).isZero();
		}
		assertThat(this.heard.adopted).isZero();
		assertThat(StoreProcess.found(this.directory, PROJECTS)).as("of the first, which has ended").isEqualTo(9);
	}

	/**
	 * Opens and closes a store like two applications in one server, or one that devtools
	 * restarts.
	 */
	private void openAndCloseInAnotherClassLoader() throws Exception {
		try (URLClassLoader other = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
			Class<?> settings = other.loadClass(SpillSettings.class.getName());
			Class<?> listener = other.loadClass(SpillListener.class.getName());
			Class<?> store = other.loadClass(SpillStore.class.getName());
			assertThat(store).isNotSameAs(SpillStore.class);
			Method open = store.getMethod("open", settings, String.class, listener);
			Object deaf = Proxy.newProxyInstance(other, new Class<?>[] { listener },
					(InvocationHandler) (proxy, method, args) -> method.getName().equals("of") ? proxy : null);
			Object where = settings.getConstructor(Path.class, long.class, Duration.class)
				.newInstance(this.directory, 1_000_000, Duration.ofHours(1));
			for (String project : PROJECTS) {
				((AutoCloseable) open.invoke(null, where, project, deaf)).close();
			}
		}
	}

	private static URL[] classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(SpillLockTests::url)
			.toArray(URL[]::new);
	}

	private static URL url(String path) {
		try {
			return Path.of(path).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
