/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that share a spill directory: each has its own, and takes what those have
 * left that are gone.
 */
class TwoProcessesTests {

	@TempDir
	private Path directory;

	private final LangfuseServer server = new LangfuseServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	/**
	 * Neither a second time nor somewhere else.
	 */
	@AfterEach
	void nothingIsLeft() throws IOException {
		try (Stream<Path> files = Files.walk(this.directory)) {
			assertThat(files).noneMatch((file) -> file.toString().endsWith(".spill"));
		}
	}

	@Test
	void outageOfBothLosesNothing() {
		this.server.answerAll((request) -> 503);
		try (SpillingProcess first = start("first", 1)) {
			assertThat(first.accept(300)).isPositive();
			try (SpillingProcess second = start("second", 1)) {
				assertThat(second.accept(300)).isPositive();
				assertThat(first.accept(100)).isPositive();
				this.server.answerAll((request) -> 200);
				assertThat(first.delivered()).isEqualTo(400);
				assertThat(second.delivered()).isEqualTo(300);
				assertThat(first.lost() + second.lost()).isZero();
				assertThat(arrived()).doesNotHaveDuplicates().hasSize(700);
			}
		}
	}

	@Test
	void oneOfThreeProjectsThatOnlyStartsAndStopsTakesNothing() {
		this.server.answerAll((request) -> 503);
		try (SpillingProcess first = start("first", 3)) {
			long spilled = first.accept(150);
			start("second", 3).close();
			assertThat(first.accept(10)).isGreaterThanOrEqualTo(spilled);
			this.server.answerAll((request) -> 200);
			assertThat(first.delivered()).isEqualTo(480);
			assertThat(first.lost()).isZero();
			assertThat(arrived()).doesNotHaveDuplicates().hasSize(480);
		}
	}

	@Test
	void whatAKilledOneLeftIsDeliveredByTheNextStartBesideOneThatLives() {
		this.server.answerAll((request) -> 503);
		try (SpillingProcess living = start("living", 3)) {
			living.accept(100);
			long left;
			try (SpillingProcess killed = start("killed", 3)) {
				left = killed.accept(100);
				killed.kill();
			}
			try (SpillingProcess next = start("next", 3)) {
				this.server.answerAll((request) -> 200);
				assertThat(next.delivered()).isGreaterThanOrEqualTo(left);
				assertThat(living.delivered()).isEqualTo(300);
				assertThat(living.lost() + next.lost()).isZero();
			}
			assertThat(arrived()).filteredOn((name) -> name.startsWith("living")).hasSize(300);
			assertThat(arrived()).filteredOn((name) -> name.startsWith("killed"))
				.hasSizeGreaterThanOrEqualTo((int) left);
			assertThat(arrived()).doesNotHaveDuplicates();
		}
	}

	private SpillingProcess start(String name, int projects) {
		return new SpillingProcess(name, this.server.url(), this.directory, projects);
	}

	private List<String> arrived() {
		return this.server.spans().stream().map(Span::name).toList();
	}

}
