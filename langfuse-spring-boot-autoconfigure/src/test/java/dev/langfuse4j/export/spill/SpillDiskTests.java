/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import dev.langfuse4j.testing.TroubledDisk;
import org.junit.jupiter.api.Test;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Disks that are full, or hold what is not ours.
 */
class SpillDiskTests extends SpillStoreTestSupport {

	private final TroubledDisk disk = new TroubledDisk();

	@Test
	void noRoomLeavesNothingBehind() throws IOException {
		try (SpillStore store = openTroubled()) {
			int open = this.disk.open();
			this.disk.room(0);
			for (int i = 0; i < 10; i++) {
				assertThatIOException().isThrownBy(() -> store.append(request(5, "a")));
				assertThat(this.disk.open()).isEqualTo(open);
				assertThat(files()).isEmpty();
			}
			assertThat(store.items(0)).isZero();
		}
		assertThat(this.disk.open()).isZero();
		assertThat(below(Files::isRegularFile)).isEmpty();
	}

	@Test
	void noRoomForTheLockLeavesNothingBehind() {
		this.disk.trouble((operation, path) -> {
			if (operation.equals("lock")) {
				throw new IOException("No locks available");
			}
		});
		for (int i = 0; i < 5; i++) {
			assertThatIOException().isThrownBy(this::openTroubled);
		}
		assertThat(this.disk.open()).isZero();
		assertThat(below((path) -> path.getParent().getParent().equals(this.directory))).isEmpty();
	}

	@Test
	void littleRoomCostsNothingThatWasWritten() throws IOException {
		try (SpillStore store = openTroubled()) {
			store.append(request(5, "a"));
			store.append(request(5, "b"));
			long bytes = store.bytes();
			this.disk.room(20);
			for (int i = 0; i < 3; i++) {
				assertThatIOException().isThrownBy(() -> store.append(request(5, "x".repeat(1_000))));
			}
			assertThat(store.bytes()).isEqualTo(bytes);
			assertThat(store.items(0)).isEqualTo(10);
			assertThat(this.disk.room()).as("given back").isEqualTo(20);
			assertThat(text(store.peek(0))).isEqualTo("a");
			this.disk.room(10_000);
			store.append(request(5, "c"));
			assertThat(drain(store)).containsExactly("a", "b", "c");
		}
		assertThat(this.heard.lost).isEmpty();
	}

	@Test
	void whatDidNotFitIsNoPhantomAtTheNextStart() throws IOException {
		SpillStore store = openTroubled();
		store.append(request(5, "a"));
		this.disk.room(100);
		this.disk.trouble((operation, path) -> {
			if (operation.equals("truncate")) {
				throw new IOException("Input/output error");
			}
		});
		assertThatIOException().isThrownBy(() -> store.append(request(5, "x".repeat(1_000))));
		this.disk.trouble((operation, path) -> {
		});
		store.close();
		try (SpillStore next = open(1_000_000)) {
			assertThat(drain(next)).containsExactly("a");
		}
		assertThat(this.heard.adopted).isEqualTo(5);
		assertThat(this.heard.lost).isEmpty();
	}

	@Test
	void fileInWhichNothingWasEverIsNoPhantom() throws IOException {
		leave("a");
		Path file = files().get(0);
		Files.createFile(file.resolveSibling("1-empty.spill"));
		Files.write(file.resolveSibling("2-begun.spill"), new byte[] { 0x4c, 0x46 });
		try (SpillStore next = open(1_000_000)) {
			assertThat(this.heard.adopted).isEqualTo(5);
			assertThat(files()).hasSize(1);
		}
		assertThat(this.heard.lost).isEmpty();
	}

	@Test
	void whatBelongsToOthersIsNotTouchedAndInNobodysWay() throws IOException {
		Path application = Files.createDirectories(this.directory.resolve("application/data"));
		Path lock = Files.createFile(application.resolve("lock"));
		Path file = Files.createFile(application.resolve("1-x.spill"));
		leave("a");
		Path project = files().get(0).getParent().getParent();
		Files.createDirectory(this.directory.resolve("lost+found"));
		Files.createDirectory(this.directory.resolve("0123456789abcdef"));
		Files.createDirectory(project.resolve("lost+found"));
		Path foreign = Files.createDirectory(project.resolve("00000000-0000-0000-0000-000000000000.somebody"));
		Files.createFile(foreign.resolve("lock"));
		this.disk.trouble((operation, path) -> {
			if (List.of("lost+found", "0123456789abcdef", foreign.getFileName().toString())
				.contains(path.getFileName().toString())) {
				throw new AccessDeniedException(path.toString());
			}
		});
		SpillSettings brief = new SpillSettings(this.disk.path(this.directory), 1_000_000, Duration.ofHours(1));
		try (SpillStore store = SpillStore.open(brief, "default", this.heard)) {
			store.append(request(5, "b"));
			assertThat(drain(store)).containsExactly("a", "b");
		}
		assertThat(lock).exists();
		assertThat(file).exists();
		assertThat(foreign.resolve("lock")).exists();
		assertThat(this.disk.open()).isZero();
	}

	@Test
	void fileThatCannotBeTakenKeepsNothingElseFromBeingTaken() throws IOException {
		leave("a");
		Path file = files().get(0);
		Path another = file.resolveSibling("0000000000001-x.spill");
		Files.copy(file, another);
		this.disk.trouble((operation, path) -> {
			if (operation.equals("move") && path.equals(another)) {
				throw new AccessDeniedException(path.toString());
			}
		});
		try (SpillStore store = openTroubled()) {
			assertThat(drain(store)).containsExactly("a");
		}
		assertThat(this.heard.failures).hasSize(1);
		assertThat(another).as("left for another time").exists();
	}

	@Test
	void linkInThePlaceOfAFileIsNotFollowed() throws IOException {
		leave("a");
		Path victim = Files.writeString(this.directory.resolve("victim"), "precious");
		Files.createSymbolicLink(files().get(0).resolveSibling("0000000000001-x.spill"), victim);
		try (SpillStore store = open(1_000_000)) {
			assertThat(drain(store)).containsExactly("a");
		}
		assertThat(victim).hasContent("precious");
	}

	@Test
	void fileThatCannotBeOpenedNowIsNotGivenUp() throws IOException {
		leave("a");
		try (SpillStore store = openTroubled()) {
			this.disk.trouble((operation, path) -> {
				if (operation.equals("open")) {
					throw new FileSystemException(path.toString(), null, "Too many open files");
				}
			});
			assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> store.peek(0));
			this.disk.trouble((operation, path) -> {
			});
			assertThat(drain(store)).containsExactly("a");
		}
		assertThat(this.heard.lost).isEmpty();
	}

	@Test
	void fileThatCannotBeReadIsGivenUpAndCountedAlone() throws IOException {
		try (SpillStore store = open(64)) {
			for (String text : List.of("a", "b", "c")) {
				store.append(request(5, text));
			}
		}
		Path oldest = files().stream().sorted().toList().get(0);
		try (SpillStore store = openTroubled()) {
			this.disk.trouble((operation, path) -> {
				if (operation.equals("read") && path.getFileName().equals(oldest.getFileName())) {
					throw new IOException("Input/output error");
				}
			});
			assertThat(drain(store)).containsExactly("b", "c");
		}
		assertThat(this.heard.lost).containsExactly("damaged");
		assertThat(this.heard.count).isEqualTo(5);
	}

	@Test
	void diskThatTakesNoChangeCostsNothingOfWhatItHolds() throws IOException {
		leave("a", "b");
		leave("c");
		try (SpillStore store = openTroubled()) {
			this.disk.trouble((operation, path) -> {
				if (List.of("write", "delete", "truncate", "force").contains(operation)) {
					throw new IOException("Read-only file system");
				}
			});
			assertThat(drain(store)).containsExactlyInAnyOrder("a", "b", "c");
		}
		assertThat(this.heard.lost).isEmpty();
	}

	@Test
	void directoryThatSomebodyRemovesIsMadeAgain() throws IOException {
		try (SpillStore store = open(1_000_000)) {
			store.append(request(5, "a"));
			FileSystemUtils.deleteRecursively(files().get(0).getParent());
			store.append(request(5, "b"));
			assertThat(files()).hasSize(1);
			assertThat(drain(store)).containsExactly("b");
			assertThat(this.heard.count).isEqualTo(5);
		}
	}

	@Test
	void manyFilesNeedFewDescriptors() throws IOException {
		leave("a");
		Path file = files().get(0);
		for (int i = 0; i < 100; i++) {
			Files.copy(file, file.resolveSibling(i + "-" + file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
		}
		SpillSettings settings = new SpillSettings(this.disk.path(this.directory), 1_000, Duration.ofDays(100_000));
		try (SpillStore store = SpillStore.open(settings, "default", this.heard)) {
			assertThat(this.disk.open()).isEqualTo(1);
			for (int i = 0; i < 50; i++) {
				store.append(request(1, "x".repeat(60)));
				assertThat(store.peek(0)).isNotNull();
				assertThat(this.disk.open()).as("lock, first and last").isLessThanOrEqualTo(3);
			}
		}
		assertThat(this.disk.open()).isZero();
	}

	@Test
	void namesDoNotDependOnTheLocale() throws IOException {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
		try {
			assertThat(String.format("%d", 1)).as("digits of the locale").isEqualTo("\u0661");
			leave("a");
			assertThat(files()).hasSize(1)
				.allSatisfy((file) -> assertThat(file.getFileName().toString()).matches("[0-9]{13}-[0-9]{6}-.+"));
		}
		finally {
			Locale.setDefault(before);
		}
	}

	private SpillStore openTroubled() throws IOException {
		return open(this.disk.path(this.directory), 1_000_000);
	}

}
