/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.sun.management.ThreadMXBean;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of objects of whatever is on the class path: none makes capture throw, none
 * that has something to say is an empty object, and none costs more than little.
 */
class ClassPathObjectsTests {

	/**
	 * More in the profile soak.
	 */
	private static final int OBJECTS = Integer.getInteger("langfuse.test.objects", 5_000);

	/**
	 * Number of classes: the caches of Jackson take longer the more there are.
	 */
	private static final int FEW = 500;

	private static final long MEMORY = 8 * 1024 * 1024;

	private static final int LENGTH = 3 * ForeignCalls.MAX_CHARACTERS;

	private final long seed = Long.getLong("langfuse.test.objects.seed", 20260901);

	private final List<String> wrong = new ArrayList<>();

	private final Set<String> kinds = new HashSet<>();

	@Test
	void anyObjectOfTheClassPathIsCaptured() {
		LangfuseContexts.plainRunner().run((context) -> {
			List<ValueConverter> converters = context.getBeanProvider(ValueConverter.class).stream().toList();
			ClassPathObjects objects = new ClassPathObjects(this.seed);
			Iterator<String> names = objects.classNames().iterator();
			int made = 0;
			int called = 0;
			ContentCapture capture = context.getBean(ContentCapture.class);
			while (made < OBJECTS && names.hasNext()) {
				Object value = objects.create(names.next());
				if (value != null) {
					if (++made % FEW == 0) {
						capture = new ContentCapture(CaptureSettings.defaults(), Redactions.none(),
								new ApplicationClasses(List.of()), () -> converters, List::of);
					}
					objects.calls().set(0);
					capture(capture, value,
							converters.stream().anyMatch((converter) -> converter.supports(value.getClass())));
					called += objects.calls().get();
					check(objects.calls().get() <= 2 * ForeignCalls.MAX_CALLS, value, "calls " + objects.calls());
				}
			}
			assertThat(this.wrong).as("with seed %d, of %d objects", this.seed, made).isEmpty();
			assertThat(made).isGreaterThan(OBJECTS / 2);
			assertThat(called).as("calls that were counted").isGreaterThan(made);
			assertThat(this.kinds).as("what was seen").contains("ARRAY", "OBJECT", "STRING");
		});
	}

	private void capture(ContentCapture capture, Object value, boolean converted) {
		try {
			capture.content(value, 1_000_000);
			long before = allocated();
			CapturedContent content = capture.content(value, 1_000_000);
			long taken = allocated() - before;
			String json = content.asText();
			check(taken < MEMORY, value, "took " + taken);
			check(json.length() < LENGTH, value,
					"made " + json.length() + ": " + json.substring(0, Math.min(json.length(), 300)));
			boolean text = value instanceof String;
			JsonNode node = text ? JsonMapper.shared().stringNode(json) : JsonMapper.shared().readTree(json);
			this.kinds.add(node.getNodeType().name());
			check(!json.equals("{}") || converted || value instanceof Map, value, "is " + json);
		}
		catch (Throwable ex) {
			this.wrong.add(value.getClass().getName() + " threw " + ex);
		}
	}

	private void check(boolean right, Object value, String problem) {
		if (!right) {
			this.wrong.add(value.getClass().getName() + " " + problem);
		}
	}

	private static long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
			.getThreadAllocatedBytes(Thread.currentThread().getId());
	}

}
