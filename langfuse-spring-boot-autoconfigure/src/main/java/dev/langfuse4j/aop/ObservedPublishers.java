/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Observes the subscriptions of publishers. Observations upstream become children through
 * the Reactor context. All types that Spring can adapt are supported.
 *
 * @since 0.1.0
 */
@Internal
public final class ObservedPublishers {

	private static final ReactiveAdapterRegistry adapters = ReactiveAdapterRegistry.getSharedInstance();

	private ObservedPublishers() {
	}

	/**
	 * Whether a type is a publisher that starts when it is subscribed to. A type that is
	 * not deferred has started already, like a future.
	 */
	static boolean isPublisher(Class<?> type) {
		ReactiveAdapter adapter = adapters.getAdapter(type);
		return adapter != null && adapter.getDescriptor().isDeferred();
	}

	/**
	 * Observes a publisher as the rest of a call that has begun. Its first subscription
	 * continues the call, and each further one is another call.
	 * @param publisher the publisher
	 * @param call the call
	 * @param unused the result to record if there is no subscription
	 * @return the publisher for the caller, of the type that Spring adapts it to, or
	 * {@code null} if it is not one
	 */
	public static @Nullable Object observe(Object publisher, RunningCall call, @Nullable Object unused) {
		if (!isPublisher(publisher.getClass())) {
			return null;
		}
		LateWork work = new LateWork(call, unused);
		Subscriptions further = call.invocation().subscriptions(call.invocation().pending());
		Object observed = observe(publisher, null, (context) -> work.begin() ? call : further.begin(context));
		work.endUnlessBegun(observed);
		return observed;
	}

	/**
	 * Observes each subscription.
	 * @param publisher the publisher
	 * @param declared the type it is declared as, or {@code null} if that is not known
	 * @param subscriptions begins them
	 * @return the publisher for the caller
	 */
	static Object observe(Object publisher, @Nullable Class<?> declared, Subscriptions subscriptions) {
		if (publisher instanceof Mono<?> mono) {
			return observed(mono, subscriptions);
		}
		ReactiveAdapter known = (declared != null) ? adapters.getAdapter(declared) : null;
		ReactiveAdapter adapter = (known != null) ? known : adapters.getAdapter(null, publisher);
		if (adapter == null) {
			return publisher;
		}
		Publisher<?> source = adapter.toPublisher(publisher);
		return adapter.fromPublisher(adapter.isMultiValue() ? observed(Flux.from(source), subscriptions)
				: observed(Mono.fromDirect(source), subscriptions));
	}

	private static <T> Mono<T> observed(Mono<T> source, Subscriptions subscriptions) {
		return Mono.deferContextual((context) -> {
			RunningCall call = subscriptions.begin(context);
			return source.map(call::open)
				.doOnSuccess(call::completeOpened)
				.doOnError(call::fail)
				.doOnCancel(call::cancelUnopened)
				.contextWrite(call::writeTo);
		});
	}

	private static <T> Flux<T> observed(Flux<T> source, Subscriptions subscriptions) {
		return Flux.deferContextual((context) -> {
			RunningCall call = subscriptions.begin(context);
			call.collect();
			return source.doOnNext(call::add)
				.doOnComplete(call::complete)
				.doOnError(call::fail)
				.doOnCancel(call::cancel)
				.contextWrite(call::writeTo);
		});
	}

	/**
	 * Begins the call that a subscription is.
	 */
	interface Subscriptions {

		RunningCall begin(ContextView context);

	}

}
