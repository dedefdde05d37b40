/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PromptWebhook}, with signatures made elsewhere.
 */
class PromptWebhookTests {

	private static final byte[] GOLDEN_BODY = bytes("{\"a\":1}");

	private static final String GOLDEN = "t=1700000000,v1=e2fd31618fc416b256a2e3ee4b09ea167075a75977a8695664b0e87debfb5b02";

	private static final byte[] CHANGE = bytes(
			"{\"type\":\"prompt-version\",\"action\":\"updated\",\"prompt\":{\"name\":\"team/x\",\"version\":3}}");

	/**
	 * The signature of {@link #CHANGE}, by Python's hmac.
	 */
	private static final String SIGNED = "t=1700000000,v1=e940ae438fc2a57bf84ea45c0409c785813b635826abf5240bdd2bcb90a25b26";

	private final List<String> changed = new ArrayList<>();

	@Test
	void changedPromptIsNamed() {
		assertThat(webhook(1_700_000_000).receive(SIGNED, CHANGE)).isEqualTo(204);
		assertThat(this.changed).containsExactly("team/x");
	}

	@ParameterizedTest
	@ValueSource(longs = { -300, -1, 0, 300 })
	void signatureHoldsForFiveMinutes(long seconds) {
		// The signature is valid, the body is no change of a prompt
		assertThat(webhook(1_700_000_000 + seconds).receive(GOLDEN, GOLDEN_BODY)).isEqualTo(400);
		assertThat(this.changed).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { -301, 301, 1_000_000 })
	void oldSignatureIsRefused(long seconds) {
		assertThat(webhook(1_700_000_000 + seconds).receive(SIGNED, CHANGE)).isEqualTo(401);
		assertThat(this.changed).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "t=1700000000", "t=1700000000,v1=", "v1=e2fd",
			"t=1700000000,v1=e2fd31618fc416b256a2e3ee4b09ea167075a75977a8695664b0e87debfb5b03",
			"t=1700000001,v1=e2fd31618fc416b256a2e3ee4b09ea167075a75977a8695664b0e87debfb5b02",
			"t=99999999999999999999,v1=e2fd31618fc416b256a2e3ee4b09ea167075a75977a8695664b0e87debfb5b02" })
	void otherSignatureIsRefused(String signature) {
		assertThat(webhook(1_700_000_000).receive(signature, GOLDEN_BODY)).isEqualTo(401);
		assertThat(webhook(1_700_000_000).receive(null, GOLDEN_BODY)).isEqualTo(401);
		assertThat(webhook(1_700_000_000).receive(GOLDEN, CHANGE)).isEqualTo(401);
		assertThat(this.changed).isEmpty();
	}

	private PromptWebhook webhook(long now) {
		return new PromptWebhook("lf-whsec_test", Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC),
				this.changed::add);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
