/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.io.UncheckedIOException;
import java.util.List;

import dev.langfuse4j.export.Compression;
import dev.langfuse4j.export.delivery.BodyFormat;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.testing.Observations;
import dev.langfuse4j.testing.OtlpView;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StoredObservations}.
 */
class StoredObservationsTests {

	private final ObservationRequests requests = new ObservationRequests(
			new OtlpEncoder(new ResourceAttributes("demo", null, null, null)), 1_000_000, Compression.AUTO,
			(observation) -> {
			});

	@Test
	void isDividedAsItsObservationsWouldBe() {
		List<ObservationData> observations = List.of(Observations.named("a"), Observations.named("b"),
				Observations.named("c"));
		List<? extends Payload> parts = stored(observations).split(1);
		assertThat(parts).extracting(Payload::count).containsExactly(1, 2);
		assertThat(json(parts.get(0))).isEqualTo(json(this.requests.encode(observations.subList(0, 1)).get(0)));
		assertThat(json(parts.get(1))).isEqualTo(json(this.requests.encode(observations.subList(1, 3)).get(0)));
	}

	@Test
	void isTrimmedAsItsObservationWouldBe() {
		ObservationData observation = Observations.withInput(Observations.trace(), "large", "x".repeat(9_000));
		Payload original = this.requests.encode(List.of(observation)).get(0);
		Payload smaller = stored(List.of(observation)).smaller();
		assertThat(smaller).isNotNull();
		assertThat(smaller.count()).isEqualTo(1);
		assertThat(json(smaller)).isEqualTo(json(original.smaller())).isNotEqualTo(json(original));
	}

	@Test
	void isNotTrimmedWhereNothingIsWorthCutting() {
		ObservationData observation = Observations.withInput(Observations.trace(), "n".repeat(5_000), "x".repeat(900));
		assertThat(stored(List.of(observation)).smaller()).isNull();
	}

	@Test
	void whatCannotBeReadIsNeitherDividedNorTrimmed() {
		Payload damaged = this.requests.stored(2, BodyFormat.PROTOBUF, new byte[] { 1, 2, 3 });
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> damaged.split(1));
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(damaged::smaller);
	}

	/**
	 * Requests on disk were JSON before they were protobuf.
	 */
	@Test
	void oneOfAnEarlierVersionIsDividedAndTrimmedAsWell() {
		ObservationData large = Observations.withInput(Observations.trace(), "large", "x".repeat(9_000));
		Payload sent = this.requests.encode(List.of(large, Observations.named("b"))).get(0);
		Payload stored = this.requests.stored(2, BodyFormat.JSON,
				Gzip.compress(OtlpJson.request(Gzip.expand(sent.body()))));
		assertThat(stored.request().format()).isEqualTo(BodyFormat.JSON);
		List<? extends Payload> parts = stored.split(1);
		assertThat(parts).extracting(Payload::format).containsOnly(BodyFormat.JSON);
		assertThat(parts).extracting(StoredObservationsTests::json)
			.isEqualTo(sent.split(1).stream().map(StoredObservationsTests::json).toList());
		Payload smaller = parts.get(0).smaller();
		assertThat(smaller).isNotNull();
		assertThat(smaller.format()).isEqualTo(BodyFormat.JSON);
		assertThat(json(smaller)).isEqualTo(json(sent.split(1).get(0).smaller()));
	}

	private Payload stored(List<ObservationData> observations) {
		Payload sent = this.requests.encode(observations).get(0);
		Payload stored = this.requests.stored(sent.count(), sent.format(), sent.body());
		assertThat(stored.kind()).isSameAs(sent.kind());
		assertThat(stored.heldBytes()).isZero();
		return stored;
	}

	private static JsonNode json(Payload payload) {
		byte[] body = Gzip.expand(payload.body());
		return (payload.format() == BodyFormat.PROTOBUF) ? OtlpView.read(body) : JsonMapper.shared().readTree(body);
	}

}
