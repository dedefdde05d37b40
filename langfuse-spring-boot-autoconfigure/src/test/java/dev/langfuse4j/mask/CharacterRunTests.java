/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fast look agrees with a pattern.
 */
class CharacterRunTests {

	@Test
	void findsWhatAPatternFinds() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		int found = 0;
		for (int i = 0; i < 20_000; i++) {
			int length = 1 + random.nextInt(9);
			String text = text(random);
			boolean expected = Pattern.compile("[a-c_]{" + length + "}").matcher(text).find();
			found += expected ? 1 : 0;
			assertThat(new CharacterRun(length, "ac__").isIn(text)).as("%s in '%s', seed %s", length, text, seed)
				.isEqualTo(expected);
		}
		assertThat(found).isBetween(1_000, 19_000);
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(40); i > 0; i--) {
			text.append("abc_abc_abc_d é".charAt(random.nextInt(15)));
		}
		return text.toString();
	}

}
