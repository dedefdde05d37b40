/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers and filters of the application see the key-values as those of any context.
 */
class LangfuseObservationContextTests {

	private final KeyValues own = KeyValues.of("code.function", "call", "langfuse.type", "tool");

	private final LangfuseObservationContext context = new LangfuseObservationContext(new ObservationDefinition("call",
			true, ObservationType.TOOL, this.own, null, null, ObservationLevel.DEFAULT, null, false, null, null));

	@Test
	void hasNoneBeforeTheConventionAddsThem() {
		assertThat(this.context.getLowCardinalityKeyValues()).isEmpty();
		assertThat(this.context.getLowCardinalityKeyValue("langfuse.type")).isNull();
	}

	@Test
	void addedOnesAreKeptAsTheyAre() {
		this.context.addLowCardinalityKeyValues(this.context.getKeyValues());
		this.context.addLowCardinalityKeyValues(this.context.getKeyValues());
		assertThat(this.context.getLowCardinalityKeyValues()).isSameAs(this.own);
		assertThat(this.context.getLowCardinalityKeyValue("langfuse.type"))
			.isEqualTo(KeyValue.of("langfuse.type", "tool"));
		assertThat(this.context.getLowCardinalityKeyValue("other")).isNull();
		assertThat(this.context.getAllKeyValues()).containsExactlyElementsOf(this.own);
	}

	@Test
	void othersAreAddedAndReplace() {
		this.context.addLowCardinalityKeyValues(this.own);
		this.context.addLowCardinalityKeyValue(KeyValue.of("langfuse.type", "replaced"));
		this.context.addLowCardinalityKeyValues(KeyValues.of("tenant", "a"));
		assertThat(this.context.getLowCardinalityKeyValues()).containsExactlyInAnyOrder(
				KeyValue.of("code.function", "call"), KeyValue.of("langfuse.type", "replaced"),
				KeyValue.of("tenant", "a"));
		assertThat(this.context.getLowCardinalityKeyValue("langfuse.type").getValue()).isEqualTo("replaced");
	}

	@Test
	void anyCanBeRemoved() {
		this.context.addLowCardinalityKeyValues(this.own);
		this.context.addLowCardinalityKeyValue(KeyValue.of("tenant", "a"));
		this.context.removeLowCardinalityKeyValue("code.function");
		assertThat(this.context.getLowCardinalityKeyValues())
			.containsExactlyInAnyOrder(KeyValue.of("langfuse.type", "tool"), KeyValue.of("tenant", "a"));
		this.context.removeLowCardinalityKeyValues("langfuse.type", "tenant");
		assertThat(this.context.getLowCardinalityKeyValues()).isEmpty();
	}

}
