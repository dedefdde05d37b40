/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.security.Principal;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestOrigin}.
 */
class RequestOriginTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final Map<String, String> HEADERS = Map.of("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01",
			"baggage", "langfuse_user_id=ada,langfuse_session_id=theirs", "X-Session", "ours");

	@Test
	void outsideIsNotTrustedUnlessAskedFor() {
		RequestOrigin origin = origin(false);
		assertThat(origin.remoteParent()).isNull();
		assertThat(origin.attributes()).isEqualTo(TraceAttributes.builder().sessionId("ours").build());
	}

	@Test
	void whatComesFromOutsideIsTheLeast() {
		RequestOrigin origin = origin(true);
		assertThat(origin.remoteParent()).isNotNull();
		assertThat(origin.attributes()).isEqualTo(TraceAttributes.builder().userId("ada").sessionId("ours").build());
	}

	private static RequestOrigin origin(boolean acceptsRemote) {
		WebSettings settings = new WebSettings(false, null, null, "X-Session", null, null, false, List.of(), List.of(),
				acceptsRemote, false);
		return new RequestOrigin(new Request(), new Extractors(settings, List::of), settings, false);
	}

	private static final class Request implements ServedRequest {

		@Override
		public @Nullable String header(String name) {
			return HEADERS.get(name);
		}

		@Override
		public List<String> headers(String name) {
			String value = header(name);
			return (value != null) ? List.of(value) : List.of();
		}

		@Override
		public @Nullable String cookie(String name) {
			return null;
		}

		@Override
		public @Nullable String pathVariable(String name) {
			return null;
		}

		@Override
		public @Nullable Principal principal() {
			return null;
		}

		@Override
		public @Nullable String httpSessionId() {
			return null;
		}

		@Override
		public <T> @Nullable T unwrap(Class<T> type) {
			return null;
		}

		@Override
		public ServedRequest snapshot() {
			return this;
		}

	}

}
