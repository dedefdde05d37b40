/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The store keeps items on disk and returns them in their order.
 */
class SpillStoreTests extends SpillStoreTestSupport {

	@Test
	void oldestComesFirstAndStaysUntilItIsRemoved() throws IOException {
		try (SpillStore store = open(1_000_000)) {
			store.append(request(1, "a"));
			store.append(request(2, "b"));
			assertThat(text(store.peek(0))).isEqualTo("a");
			SpilledRequest first = store.peek(0);
			assertThat(text(first)).isEqualTo("a");
			store.remove(first);
			store.append(request(3, "c"));
			assertThat(store.items(0)).isEqualTo(5);
			assertThat(drain(store)).containsExactly("b", "c");
			assertThat(store.items(0)).isZero();
			assertThat(store.bytes()).isZero();
		}
		assertThat(files()).as("nothing is left").isEmpty();
	}

	@Test
	void whatOneProcessLeavesTheNextOneTakesAndWhatWasDeliveredNot() throws IOException {
		try (SpillStore store = open(1_000_000)) {
			store.append(request(1, "delivered"));
			store.append(request(2, "a"));
			store.append(request(3, "b"));
			store.remove(store.peek(0));
		}
		try (SpillStore store = open(1_000_000)) {
			assertThat(this.heard.adopted).isEqualTo(5);
			assertThat(drain(store)).containsExactly("a", "b");
		}
		assertThat(this.heard.lost).isEmpty();
	}

	@Test
	void oneThatIsInUseIsLeftAlone() throws IOException {
		try (SpillStore first = open(1_000_000)) {
			first.append(request(1, "a"));
			try (SpillStore second = open(1_000_000)) {
				assertThat(second.peek(0)).isNull();
				second.append(request(1, "b"));
				assertThat(drain(second)).containsExactly("b");
			}
			assertThat(drain(first)).containsExactly("a");
		}
	}

	@Test
	void otherProjectsAreNeverRead() throws IOException {
		try (SpillStore store = open(1_000_000)) {
			store.append(request(1, "a"));
		}
		try (SpillStore other = SpillStore.open(settings(this.directory, 1_000_000), "another", this.heard)) {
			assertThat(other.peek(0)).isNull();
		}
	}

	@Test
	void fileThatIsAgedIsNotWrittenToAnyMore() throws IOException {
		leave("young");
		try (SpillStore store = open(1_000_000)) {
			store.append(request(1, "a"));
			assertThat(files()).hasSize(1);
		}
		Path file = files().get(0);
		// Of an hour that the file may be old
		long created = System.currentTimeMillis() - Duration.ofMinutes(5).toMillis();
		Files.move(file, file.resolveSibling(SegmentName.of(created, 1, file.getParent())));
		try (SpillStore store = open(1_000_000)) {
			store.append(request(1, "b"));
			assertThat(files()).hasSize(2);
			assertThat(drain(store)).containsExactly("young", "a", "b");
		}
	}

	@Test
	void oldestGoesWhenThereIsNoRoom() throws IOException {
		try (SpillStore store = open(32_000)) {
			for (int i = 0; i < 100; i++) {
				store.append(request(2, i + "x".repeat(1_000)));
				assertThat(store.bytes()).isLessThanOrEqualTo(32_000);
			}
			List<String> left = drain(store);
			assertThat(left).hasSizeBetween(20, 32);
			assertThat(left.get(left.size() - 1)).startsWith("99");
			assertThat(this.heard.lost).containsOnly("displaced");
			assertThat(this.heard.count).isEqualTo(2 * (100 - left.size()));
		}
	}

	@Test
	void whatIsBeingSentIsNotPushedOut() throws IOException {
		try (SpillStore store = open(32_000)) {
			store.append(request(1, "under way"));
			SpilledRequest underWay = store.peek(0);
			for (int i = 0; i < 100; i++) {
				store.append(request(1, i + "x".repeat(1_000)));
			}
			store.remove(underWay);
			assertThat(this.heard.count + store.items(0)).isEqualTo(100);
			assertThat(drain(store)).doesNotContain("under way");
		}
	}

	@Test
	void tooOldIsGivenUp() throws Exception {
		SpillSettings brief = new SpillSettings(this.directory, 1_000_000, Duration.ofMillis(50));
		try (SpillStore store = SpillStore.open(brief, "default", this.heard)) {
			store.append(request(3, "a"));
			long appended = System.currentTimeMillis();
			await().atMost(Duration.ofSeconds(20)).until(() -> System.currentTimeMillis() > appended + 60);
			assertThat(store.peek(0)).isNull();
			assertThat(this.heard.lost).containsExactly("expired");
			assertThat(this.heard.count).isEqualTo(3);
		}
	}

	@Test
	void tooOldOfAProjectThatIsGoneIsRemoved() throws Exception {
		try (SpillStore store = open(1_000_000)) {
			store.append(request(3, "a"));
		}
		long left = System.currentTimeMillis();
		await().atMost(Duration.ofSeconds(20)).until(() -> System.currentTimeMillis() > left + 60);
		SpillSettings brief = new SpillSettings(this.directory, 1_000_000, Duration.ofMillis(50));
		try (SpillStore other = SpillStore.open(brief, "another", this.heard)) {
			assertThat(other.peek(0)).isNull();
		}
		assertThat(files()).isEmpty();
		assertThat(this.heard.lost).containsExactly("expired");
		assertThat(this.heard.count).isEqualTo(3);
		assertThat(this.heard.adopted).isEqualTo(3);
	}

	@Test
	void whatIsNotWholeAtTheEndIsCutOffAndCounted() throws IOException {
		leave("a", "b");
		Path file = files().get(0);
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.truncate(channel.size() - 1);
		}
		try (SpillStore store = open(1_000_000)) {
			assertThat(drain(store)).containsExactly("a");
			assertThat(this.heard.lost).containsExactly("damaged");
			assertThat(this.heard.count).isEqualTo(5);
			assertThat(this.heard.adopted).isEqualTo(10);
		}
	}

	@Test
	void whatWasChangedIsNotSentAndCounted() throws IOException {
		leave("aaaa", "b");
		Path file = files().get(0);
		byte[] bytes = Files.readAllBytes(file);
		bytes[5 + 13 + 1] ^= 1;
		Files.write(file, bytes);
		try (SpillStore store = open(1_000_000)) {
			assertThat(drain(store)).containsExactly("b");
			assertThat(this.heard.lost).containsExactly("damaged");
			assertThat(this.heard.count).isEqualTo(5);
		}
	}

	@Test
	void fileOfAnotherVersionIsNotRead() throws IOException {
		leave("a");
		Path file = files().get(0);
		byte[] bytes = Files.readAllBytes(file);
		bytes[4] = 99;
		Files.write(file, bytes);
		try (SpillStore store = open(1_000_000)) {
			assertThat(store.peek(0)).isNull();
			assertThat(this.heard.lost).containsExactly("damaged");
		}
	}

	@Test
	void nobodyElseCanReadIt() throws IOException {
		leave("a");
		Path file = files().get(0);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		for (Path above : List.of(file.getParent(), file.getParent().getParent())) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(above))).isEqualTo("rwx------");
		}
	}

}
