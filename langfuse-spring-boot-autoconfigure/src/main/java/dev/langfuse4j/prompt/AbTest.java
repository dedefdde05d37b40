/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Chooses one of several labels by weight.
 */
final class AbTest {

	private AbTest() {
	}

	/**
	 * Chooses a label: SHA-256 of the prompt's name and the key, as a share of its range,
	 * against the weights in the order of the labels, as a map may have a different order
	 * in each process.
	 */
	static String choose(String name, Map<String, ? extends Number> weights, @Nullable String key) {
		SortedMap<String, Double> sorted = new TreeMap<>();
		double sum = 0;
		for (Map.Entry<String, ? extends Number> entry : weights.entrySet()) {
			double weight = entry.getValue().doubleValue();
			Assert.isTrue(weight >= 0 && Double.isFinite(weight), "A weight must be a number from 0");
			if (weight > 0) {
				sorted.put(PromptKey.requireLabel(entry.getKey()), weight);
				sum += weight;
			}
		}
		Assert.isTrue(!sorted.isEmpty(), "An A/B test needs a label with a weight above 0");
		double point = sum * ((key != null) ? share(name, key) : ThreadLocalRandom.current().nextDouble());
		double passed = 0;
		for (Map.Entry<String, Double> entry : sorted.entrySet()) {
			passed += entry.getValue();
			if (point < passed) {
				return entry.getKey();
			}
		}
		return sorted.lastKey();
	}

	/**
	 * From 0 to 1.
	 */
	private static double share(String name, String key) {
		byte[] hash;
		try {
			hash = MessageDigest.getInstance("SHA-256").digest((name + "\n" + key).getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
		// What a double can tell apart
		return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
	}

}
