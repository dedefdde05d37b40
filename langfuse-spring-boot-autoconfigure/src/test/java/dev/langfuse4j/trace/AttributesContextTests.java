/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.testing.RecordingSink;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AttributesContext}.
 */
class AttributesContextTests {

	private final List<TraceAttributes> meanwhile = new ArrayList<>();

	private final AtomicReference<AttributesContext> carrier = new AtomicReference<>();

	@Test
	void originThatAsksForItsOwnAttributesGoesWithout() {
		AttributesContext outer = carrier(() -> TraceAttributes.builder().sessionId("s").build(), Above.NOTHING);
		this.carrier.set(carrier(this::attributes, outer.below()));
		TraceAttributes attributes = this.carrier.get().attributes();
		assertThat(attributes.userId()).isEqualTo("ada");
		assertThat(attributes.sessionId()).isEqualTo("s");
		assertThat(this.meanwhile).containsExactly(TraceAttributes.builder().sessionId("s").build());
		assertThat(this.carrier.get().attributes()).isSameAs(attributes);
		assertThat(this.meanwhile).as("asked once").hasSize(1);
	}

	private TraceAttributes attributes() {
		if (this.meanwhile.size() < 3) {
			TraceAttributes known = this.carrier.get().attributes();
			this.meanwhile.add(known);
		}
		return TraceAttributes.builder().userId("ada").build();
	}

	private static AttributesContext carrier(TraceOrigin origin, Above above) {
		AttributesContext carrier = new AttributesContext(origin, false, new RecordingSink(),
				new ContentCapture(CaptureSettings.defaults()));
		carrier.begin(above);
		return carrier;
	}

}
