/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Bisection}.
 */
class BisectionTests {

	@ParameterizedTest
	@CsvSource({ "2, 1", "3, 2", "4, 2", "5, 3", "512, 9", "513, 10" })
	void halvesUntilOneIsLeft(int items, int splits) {
		Bisection bisection = new Bisection(items);
		int allowed = 0;
		while (bisection.split()) {
			allowed++;
		}
		assertThat(allowed).isEqualTo(splits);
	}

	@Test
	void endsWithoutFruitOnceNoPartWasDelivered() {
		Bisection bisection = new Bisection(4);
		bisection.replaced(2);
		bisection.settled(false);
		assertThat(bisection.isFruitless()).as("a part is open").isFalse();
		bisection.settled(false);
		assertThat(bisection.isFruitless()).isTrue();
	}

	@Test
	void onePartThatIsDeliveredIsFruit() {
		Bisection bisection = new Bisection(4);
		bisection.replaced(2);
		bisection.settled(true);
		bisection.settled(false);
		assertThat(bisection.isFruitless()).isFalse();
	}

	@Test
	void partsOfABatchBelongToItsSearch() {
		Batch whole = TestPayload.batch("a", "b");
		Bisection bisection = new Bisection(2);
		whole.bisect(bisection);
		assertThat(whole.split(1, 0)).allSatisfy((part) -> assertThat(part.bisection()).isSameAs(bisection));
		bisection.settled(false);
		assertThat(bisection.isFruitless()).as("the other part is open").isFalse();
		bisection.settled(false);
		assertThat(bisection.isFruitless()).isTrue();
	}

}
