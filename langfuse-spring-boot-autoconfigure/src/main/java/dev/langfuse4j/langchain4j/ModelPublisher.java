/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.concurrent.Flow;
import java.util.function.Supplier;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langfuse4j.observation.ProviderValues;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a model as newer versions of LangChain4j have it. Each subscription is a
 * call.
 *
 * @param <T> the type of the events
 * @param source the stream of the model
 * @param calls begins a call, if it is to be observed
 */
record ModelPublisher<T>(Flow.Publisher<T> source, Supplier<@Nullable ModelCall> calls) implements Flow.Publisher<T> {

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		ModelCall call = this.calls.get();
		if (call == null) {
			this.source.subscribe(subscriber);
			return;
		}
		try (ModelCall.Offer offer = call.offer(); ObservedCall.Scope scope = call.openScope()) {
			this.source.subscribe(new Observed<>(subscriber, call));
		}
		catch (Throwable ex) {
			call.failed(ex);
			throw ex;
		}
	}

	private record Observed<T>(Flow.Subscriber<? super T> subscriber, ModelCall call) implements Flow.Subscriber<T> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long n) {
					subscription.request(n);
				}

				@Override
				public void cancel() {
					subscription.cancel();
					Observed.this.call.cancelled();
				}

			});
		}

		@Override
		public void onNext(T event) {
			Contained.run(() -> this.call.answer().part(event));
			if (!(event instanceof PartialResponse)
					&& ProviderValues.first(event, "chatResponse") instanceof ChatResponse response) {
				this.call.end(response, null);
			}
			try (ObservedCall.Scope scope = this.call.openServiceScope()) {
				this.subscriber.onNext(event);
			}
		}

		@Override
		public void onError(Throwable error) {
			this.call.failed(error);
			try (ObservedCall.Scope scope = this.call.openServiceScope()) {
				this.subscriber.onError(error);
			}
			finally {
				this.call.failService(error);
			}
		}

		@Override
		public void onComplete() {
			this.call.end(null, null);
			try (ObservedCall.Scope scope = this.call.openServiceScope()) {
				this.subscriber.onComplete();
			}
		}

	}

}
