/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Traces that go on where a message is received, and ids and times that the application
 * brings along.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessagesTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String PARENT_ID = "b7ad6b7169203331";

	private final LangfuseServer server = new LangfuseServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void traceGoesOnInTheServiceThatGetsAMessage() {
		Map<String, Object> message = new HashMap<>(Map.of("Baggage", "tenant=7,langfuse_user_id=stale"));
		run((langfuse) -> langfuse.with((trace) -> trace.userId("ada").sessionId("s 1").tags("a", "b"))
			.run(() -> langfuse.observation("send").observe(() -> langfuse.current().inject(message))));
		assertThat(message).containsOnlyKeys("traceparent", "Baggage");
		assertThat(message.get("Baggage").toString()).startsWith("tenant=7,langfuse_trace_id=")
			.contains("langfuse_user_id=ada", "langfuse_session_id=s%201", "langfuse_tags=a%2Cb")
			.doesNotContain("stale");
		run((langfuse) -> langfuse.observation("receive").continueFrom(message).observe(() -> {
			langfuse.observation("work").observe(() -> {
			});
		}));
		Span send = this.server.span("send");
		Span receive = this.server.span("receive");
		assertThat(receive.traceId()).isEqualTo(send.traceId());
		assertThat(receive.parentId()).isEqualTo(send.id());
		assertThat(this.server.span("work").parentId()).isEqualTo(receive.id());
		assertThat(List.of(receive, this.server.span("work"))).allSatisfy((span) -> {
			assertThat(span.text("user.id")).isEqualTo("ada");
			assertThat(span.text("session.id")).isEqualTo("s 1");
			assertThat(span.tags()).containsExactly("a", "b");
			// That of the root, which is in the other service
			assertThat(span.text("langfuse.trace.name")).isNull();
		});
		assertThat(receive.attributes()).doesNotContainKey("langfuse.internal.is_app_root");
	}

	@Test
	void headersMayBeBytesOfAnyCase() {
		Map<String, byte[]> record = new LinkedHashMap<>();
		run((langfuse) -> {
			try (ActiveObservation send = langfuse.observation("send").start()) {
				send.trace().userId("ada");
				send.inject((name, value) -> record.put(name.toUpperCase(Locale.ROOT),
						value.getBytes(StandardCharsets.UTF_8)));
			}
			record.put("other", null);
			langfuse.observation("by map").continueFrom(record).startDetached().end();
			langfuse.observation("by function")
				.continueFrom((name) -> record.get(name.toUpperCase(Locale.ROOT)))
				.startDetached()
				.end();
			Map<String, List<String>> lists = new HashMap<>();
			record.forEach((name, value) -> {
				if (value != null) {
					lists.put(name, List.of(new String(value, StandardCharsets.UTF_8)));
				}
			});
			langfuse.observation("by lists").continueFrom(lists).startDetached().end();
		});
		assertThat(List.of("by map", "by function", "by lists")).map(this.server::span).allSatisfy((span) -> {
			assertThat(span.parentId()).isEqualTo(this.server.span("send").id());
			assertThat(span.text("user.id")).isEqualTo("ada");
		});
	}

	@Test
	void attributesAreThoseThatHoldWhereTheyAreWritten() {
		Map<String, String> inside = new HashMap<>();
		Map<String, String> outside = new HashMap<>();
		Map<String, String> detached = new HashMap<>();
		run((langfuse) -> langfuse.observation("send").observe(() -> {
			DetachedObservation call = langfuse.with((trace) -> trace.userId("grace"))
				.get(() -> langfuse.observation("call").startDetached());
			langfuse.with((trace) -> trace.userId("ada")).run(() -> langfuse.current().inject(inside));
			langfuse.current().inject(outside);
			call.inject(detached);
			call.end();
		}));
		assertThat(inside.get("baggage")).contains("langfuse_user_id=ada");
		assertThat(outside.get("baggage")).doesNotContain("langfuse_user_id");
		assertThat(detached.get("baggage")).contains("langfuse_user_id=grace");
		assertThat(detached.get("traceparent")).contains(this.server.span("call").id());
	}

	@Test
	void messageLeadsOutOfWhatIsCurrent() {
		run((langfuse) -> langfuse.with((trace) -> trace.userId("ada").version("1"))
			.run(() -> langfuse.observation("poll").observe(() -> {
				langfuse.observation("receive")
					.continueFrom(Map.of("traceparent", "00-" + TRACE_ID + "-" + PARENT_ID + "-01", "baggage",
							"langfuse_user_id=grace"))
					.observe(() -> {
					});
				langfuse.observation("without headers").continueFrom(Map.of()).observe(() -> {
				});
			})));
		Span receive = this.server.span("receive");
		assertThat(receive.traceId()).isEqualTo(TRACE_ID);
		assertThat(receive.parentId()).isEqualTo(PARENT_ID);
		assertThat(receive.text("user.id")).isEqualTo("grace");
		assertThat(receive.text("langfuse.version")).isEqualTo("1");
		// The one before does not say that Langfuse knows it
		assertThat(receive.attributes()).containsKey("langfuse.internal.is_app_root");
		assertThat(this.server.span("without headers").parentId()).isEqualTo(this.server.span("poll").id());
	}

	@Test
	void whatWasSampledOutIsNotRecordedHereEither() {
		run((langfuse) -> {
			langfuse.observation("receive")
				.continueFrom(Map.of("traceparent", "00-" + TRACE_ID + "-" + PARENT_ID + "-00", "baggage",
						"langfuse_trace_id=" + TRACE_ID))
				.observe(() -> {
				});
			langfuse.observation("other").observe(() -> {
			});
		});
		assertThat(this.server.spans()).extracting(Span::name).containsExactly("other");
	}

	@Test
	void headersThatCannotBeReadOrWrittenAreNoFailure(CapturedOutput output) {
		run((langfuse) -> langfuse.observation("send").observe(() -> {
			langfuse.current().inject(Map.of());
			langfuse.current().inject((name, value) -> {
				throw new IllegalStateException();
			});
			langfuse.observation("receive").continueFrom((name) -> {
				throw new IllegalStateException();
			}).observe(() -> {
			});
			langfuse.observation("nonsense")
				.continueFrom(Map.of("traceparent", 7, "baggage", new byte[] { -1 }))
				.observe(() -> {
				});
		}));
		assertThat(this.server.spans()).hasSize(3);
		assertThat(output).contains("The headers of a message cannot be read or written");
	}

	@Test
	void nothingIsWrittenWithoutAnObservation() {
		Map<String, String> headers = new HashMap<>();
		run((langfuse) -> langfuse.current().inject(headers));
		LangfuseContexts.plainRunner().withPropertyValues("langfuse.enabled=false").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("send")
				.continueFrom(Map.of("traceparent", "x"))
				.observe(() -> langfuse.current().inject(headers));
		});
		assertThat(headers).isEmpty();
	}

	@Test
	void idsAreThoseOfTheApplication() {
		run((langfuse) -> langfuse.observation("current").observe(() -> {
			langfuse.observation("root").traceId(TRACE_ID).traceSeed("seed").observe(() -> {
				langfuse.observation("below").observe(() -> {
				});
			});
			langfuse.observation("continued").remoteParent(TRACE_ID, PARENT_ID).observe(() -> {
			});
		}));
		assertThat(this.server.span("root").traceId()).isEqualTo(TRACE_ID);
		assertThat(this.server.span("root").parentId()).isNull();
		assertThat(this.server.span("below").parentId()).isEqualTo(this.server.span("root").id());
		assertThat(this.server.span("continued").traceId()).isEqualTo(TRACE_ID);
		assertThat(this.server.span("continued").parentId()).isEqualTo(PARENT_ID);
		assertThat(this.server.span("continued").attributes()).doesNotContainKeys("langfuse.trace.name",
				"langfuse.internal.is_app_root");
		assertThat(this.server.span("current").traceId()).isNotEqualTo(TRACE_ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0af7651916cd43dd8448eb211c80319", "0AF7651916CD43DD8448EB211C80319C",
			"00000000000000000000000000000000", "0af7651916cd43dd8448eb211c80319g" })
	void whatIsNoTraceIdIsRefused(String id) {
		run((langfuse) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> langfuse.observation("x").traceId(id))
				.withMessageContaining("'traceId' must be 32 lower-case hex digits");
			assertThatIllegalArgumentException().isThrownBy(() -> langfuse.observation("x").remoteParent(id, PARENT_ID))
				.withMessageContaining("'traceId'");
			assertThatIllegalArgumentException().isThrownBy(() -> langfuse.observation("x").remoteParent(TRACE_ID, id))
				.withMessageContaining("'observationId' must be 16 lower-case hex digits");
		});
	}

	@Test
	void timesAreThoseOfTheApplication() {
		Instant began = Instant.parse("2026-01-02T03:04:05.006Z");
		run((langfuse) -> {
			DetachedObservation call = langfuse.observation("call").startTime(began).startDetached();
			call.end(began.plusSeconds(7));
			try (ActiveObservation step = langfuse.observation("step").start()) {
				step.startTime(began).endTime(began.minusSeconds(1)).endTime(Instant.MAX).startTime(null);
			}
			langfuse.observation("now").startTime(null).startTime(Instant.MIN).observe(() -> {
			});
		});
		long nanos = began.toEpochMilli() * 1_000_000;
		assertThat(this.server.span("call").startTime()).isEqualTo(nanos);
		assertThat(this.server.span("call").endTime()).isEqualTo(nanos + 7_000_000_000L);
		assertThat(this.server.span("step").startTime()).isEqualTo(nanos);
		assertThat(this.server.span("step").endTime()).isEqualTo(nanos);
		assertThat(this.server.span("now").startTime()).isGreaterThan(nanos);
	}

	private void run(Consumer<Langfuse> code) {
		LangfuseContexts.plainRunner()
			.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()))
			.run((context) -> {
				Langfuse langfuse = context.getBean(Langfuse.class);
				code.accept(langfuse);
				assertThat(langfuse.flush(Duration.ofSeconds(10))).isTrue();
			});
	}

}
