/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.callback.UnobservedAccessor;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * A publisher that runs code of the application, such as a filter of a customizer. This
 * code is not observed, whoever subscribes and on whatever thread the response arrives.
 * The JDK's client creates threads of its own.
 *
 * @param <T> the type of value
 */
final class UnobservedMono<T> extends MonoOperator<T, T> {

	private UnobservedMono(Mono<? extends T> source) {
		super(source);
	}

	/**
	 * Wraps a publisher. The result has the type of any publisher, so that callers load
	 * this class, and with it all of Reactor's operators, only when they call.
	 */
	static <T> Mono<T> of(Mono<? extends T> source) {
		return new UnobservedMono<>(source);
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		boolean outer = Unobserved.enter();
		try {
			this.source.subscribe(new Subscriber<>(actual));
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	private record Subscriber<T>(CoreSubscriber<? super T> actual) implements CoreSubscriber<T> {

		/**
		 * Marks the context for code that runs where Reactor propagates context by
		 * itself.
		 */
		@Override
		public Context currentContext() {
			return this.actual.currentContext().put(UnobservedAccessor.KEY, UnobservedAccessor.KEY);
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.actual.onSubscribe(subscription);
		}

		@Override
		public void onNext(T value) {
			tell(() -> this.actual.onNext(value));
		}

		@Override
		public void onError(Throwable error) {
			tell(() -> this.actual.onError(error));
		}

		@Override
		public void onComplete() {
			tell(this.actual::onComplete);
		}

		private static void tell(Runnable signal) {
			Unobserved.task(signal).run();
		}

	}

}
