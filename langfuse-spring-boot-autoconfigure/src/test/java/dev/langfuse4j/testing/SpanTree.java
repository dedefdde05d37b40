/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Spans as they came over the wire, as a text to compare with: children below their
 * parents, in the order in which they began.
 */
public final class SpanTree {

	private final List<Span> spans;

	private final StringBuilder text = new StringBuilder();

	private SpanTree(List<Span> spans) {
		this.spans = spans.stream().sorted(Comparator.comparingLong(Span::startTime)).toList();
	}

	/**
	 * A line for each span: name, type, and those of level, session, model and usage that
	 * it has.
	 */
	public static String of(List<Span> spans) {
		SpanTree tree = new SpanTree(spans);
		tree.write(null, 0);
		return tree.text.toString();
	}

	private void write(String parentId, int depth) {
		for (Span span : this.spans) {
			if (Objects.equals(span.parentId(), parentId)) {
				this.text.append("  ".repeat(depth)).append(span.name()).append(" [").append(span.type()).append("]");
				part(" ", span.text("langfuse.observation.level"));
				part(" session=", span.text("session.id"));
				part(" model=", span.text("langfuse.observation.model.name"));
				part(" usage=", span.text("langfuse.observation.usage_details"));
				this.text.append('\n');
				write(span.id(), depth + 1);
			}
		}
	}

	private void part(String label, String value) {
		if (value != null) {
			this.text.append(label).append(value.replace("\"", ""));
		}
	}

}
