/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.langfuse4j.autoconfigure.LangfuseConnectionDetails;
import dev.langfuse4j.export.ExportStatistics;
import me.tongfei.progressbar.ProgressBar;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Matches every role of a file of JSON lines, each in a trace of its own. A line that
 * cannot be matched is reported, and the others are still matched.
 */
@Component
@Profile("job")
class MatchJob implements ApplicationRunner {

	static final String OPTION = "job";

	static final int FAILED = 1;

	static final int NO_FILE = 2;

	static final int NOT_DELIVERED = 3;

	private static final Log logger = LogFactory.getLog(MatchJob.class);

	private final MatchService service;

	private final JsonMapper mapper;

	private final TokenCount tokens;

	private final ExportStatistics statistics;

	private final LangfuseConnectionDetails langfuse;

	private final List<String> failures = new ArrayList<>();

	private int matched;

	private boolean noFile;

	private Duration time = Duration.ZERO;

	MatchJob(MatchService service, JsonMapper mapper, TokenCount tokens, ExportStatistics statistics,
			LangfuseConnectionDetails langfuse) {
		this.service = service;
		this.mapper = mapper;
		this.tokens = tokens;
		this.statistics = statistics;
		this.langfuse = langfuse;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		String file = String.join(",", arguments.getOptionValues(OPTION));
		List<String> lines;
		try {
			lines = Files.readAllLines(Path.of(file));
		}
		catch (IOException | InvalidPathException ex) {
			logger.error("Cannot read the file of roles that --job=FILE names, '" + file + "': " + ex);
			this.noFile = true;
			return;
		}
		long start = System.nanoTime();
		try (ProgressBar progress = Progress.of("Roles", lines.size())) {
			for (int i = 0; i < lines.size(); i++) {
				match(lines.get(i), i + 1);
				progress.step();
			}
		}
		this.time = Duration.ofNanos(System.nanoTime() - start);
	}

	private void match(String line, int number) {
		if (!StringUtils.hasText(line)) {
			return;
		}
		try {
			MatchRequest request = this.mapper.readValue(line, MatchRequest.class);
			if (!request.isComplete()) {
				throw new IllegalArgumentException("A role and at least one skill are needed");
			}
			this.service.match(request);
			this.matched++;
		}
		catch (JacksonException ex) {
			this.failures.add("line " + number + ": not the JSON of a role");
		}
		catch (RuntimeException ex) {
			this.failures.add("line " + number + ": " + ex.getMessage());
		}
	}

	/**
	 * Prints the summary.
	 * @return the exit code
	 */
	int report() {
		if (this.noFile) {
			return NO_FILE;
		}
		this.failures.forEach((failure) -> System.out.println("Not matched, " + failure));
		System.out.printf(Locale.ROOT, "%d roles matched, %d not, in %.1f s, with %d input and %d output tokens%n",
				this.matched, this.failures.size(), this.time.toMillis() / 1000.0, this.tokens.of("input"),
				this.tokens.of("output"));
		System.out.println(delivery());
		if (this.statistics.undelivered() > 0) {
			return NOT_DELIVERED;
		}
		return this.failures.isEmpty() ? 0 : FAILED;
	}

	private String delivery() {
		long observed = this.statistics.observed();
		if (observed == 0) {
			return "Langfuse is disabled: nothing was observed";
		}
		if (this.statistics.undelivered() > 0) {
			return this.statistics.undelivered() + " of " + observed + " observations were NOT delivered";
		}
		return StringUtils.hasText(this.langfuse.getPublicKey()) ? "All " + observed + " observations were delivered"
				: observed + " observations stayed here: without keys nothing is sent to Langfuse";
	}

}
