/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.export.Compression;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.Observations;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObservationRequests}.
 */
class ObservationRequestsTests {

	private final List<ObservationData> failed = new ArrayList<>();

	private final ObservationRequests requests = new ObservationRequests(
			new OtlpEncoder(new ResourceAttributes(null, null, null, null)), 10_000, Compression.AUTO,
			this.failed::add);

	@Test
	void observationsArePackedUpToTheSize() {
		List<ObservationData> observations = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			observations.add(Observations.withInput(Observations.trace(), "n", "x".repeat(2_800)));
		}
		List<Payload> batches = this.requests.encode(observations);
		assertThat(batches).extracting(Payload::count).containsExactly(3, 3, 1);
		assertThat(batches.stream().flatMap((batch) -> ((ObservationPayload) batch).observations().stream()))
			.isEqualTo(observations);
		assertThat(batches.stream().mapToLong(Payload::heldBytes).sum())
			.isEqualTo(observations.stream().mapToLong(ObservationData::weight).sum());
		assertThat(this.failed).isEmpty();
	}

	@Test
	void observationLargerThanTheSizeTravelsAlone() {
		List<Payload> batches = this.requests.encode(List.of(Observations.named("a"),
				Observations.withInput(Observations.trace(), "large", "x".repeat(50_000)), Observations.named("b")));
		assertThat(batches).extracting(Payload::count).containsExactly(1, 1, 1);
	}

	@Test
	void observationThatCannotBeEncodedDoesNotTakeOthersWithIt() {
		ObservationData broken = ObservationData
			.builder(Observations.trace(), "00f067aa0ba902b7", "broken", ObservationType.SPAN)
			.metadata(new BrokenMap())
			.build();
		List<Payload> batches = this.requests.encode(List.of(Observations.named("a"), broken, Observations.named("b")));
		assertThat(batches).singleElement().extracting(Payload::count).isEqualTo(2);
		assertThat(this.failed).containsExactly(broken);
	}

	@Test
	void allButTheFirstRequestsAreCompressed() {
		List<Payload> batches = this.requests.encode(large(3), 1);
		assertThat(batches).extracting((batch) -> batch.request().compressed()).containsExactly(false, true, true);
		assertThat(batches.get(0).request().body()).hasSizeGreaterThan(8_000)
			.isEqualTo(Gzip.expand(batches.get(0).body()));
		assertThat(batches.get(1).request().body()).hasSizeLessThan(1_000).isEqualTo(batches.get(1).body());
	}

	@Test
	void requestIsTheSameEachTime() {
		for (Payload batch : this.requests.encode(large(2), 2)) {
			assertThat(batch.request().body()).isSameAs(batch.request().body());
		}
		for (Payload batch : this.requests.encode(large(2))) {
			assertThat(batch.request().body()).isSameAs(batch.request().body());
		}
	}

	@Test
	void uncompressedRequestThatIsTooLargeHasACompressedForm() {
		Payload uncompressed = this.requests.encode(large(1), 1).get(0);
		Payload compressed = uncompressed.compressed();
		assertThat(compressed).isNotNull();
		assertThat(compressed.request().compressed()).isTrue();
		assertThat(compressed.request().body()).isEqualTo(uncompressed.body());
		assertThat(compressed.count()).isEqualTo(uncompressed.count());
		assertThat(compressed.heldBytes()).isEqualTo(uncompressed.heldBytes());
		assertThat(compressed.compressed()).isNull();
		assertThat(uncompressed.split(0)).extracting((part) -> part.request().compressed()).containsOnly(true);
	}

	@Test
	void withoutCompressionWhatWaitedCompressedLeavesUncompressed() {
		ObservationRequests plain = new ObservationRequests(
				new OtlpEncoder(new ResourceAttributes(null, null, null, null)), 10_000, Compression.NONE,
				this.failed::add);
		Payload waited = plain.encode(large(1)).get(0);
		Payload atOnce = plain.encode(((ObservationPayload) waited).observations(), 1).get(0);
		assertThat(waited.request().compressed()).isFalse();
		assertThat(waited.request().body()).isEqualTo(waited.request().body()).isEqualTo(atOnce.request().body());
		assertThat(atOnce.compressed()).isNull();
		Payload stored = plain.stored(1, waited.format(), waited.body());
		assertThat(stored.request().compressed()).as("as it is on the disk").isTrue();
	}

	private static List<ObservationData> large(int requests) {
		List<ObservationData> observations = new ArrayList<>();
		for (int i = 0; i < requests; i++) {
			observations.add(Observations.withInput(Observations.trace(), "large", "x".repeat(8_000)));
		}
		return observations;
	}

	static class BrokenMap extends AbstractMap<String, CapturedContent> {

		@Override
		public Set<Entry<String, CapturedContent>> entrySet() {
			return Set.of();
		}

		@Override
		public void forEach(BiConsumer<? super String, ? super CapturedContent> action) {
			throw new LinkageError("cannot be encoded");
		}

	}

}
