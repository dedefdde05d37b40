package dev.langfuse4j.aop;

import java.lang.reflect.Method;

import dev.langfuse4j.trace.ObservedCall;
import dev.langfuse4j.trace.PendingCall;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.codec.ServerSentEvent;

/**
 * For publishers: each subscription is an observation, and what is upstream is below it,
 * through the Reactor context. Any type that Spring can adapt is one. Wiring.
 */
public final class ReactiveHandler implements ReturnValueHandler {

	private final ReactiveAdapterRegistry adapters = ReactiveAdapterRegistry.getSharedInstance();

	/**
	 * Creates the handler.
	 */
	public ReactiveHandler() {
	}

	/**
	 * What is made of a publisher is of the adapted type, not of a subclass; what is not
	 * deferred is at work already, like a future.
	 */
	@Override
	public boolean supports(Method method) {
		ReactiveAdapter adapter = this.adapters.getAdapter(method.getReturnType());
		return adapter != null && adapter.getDescriptor().isDeferred()
				&& adapter.getReactiveType() == method.getReturnType();
	}

	@Override
	public @Nullable Object invoke(ObservedInvocation invocation) throws Throwable {
		PendingCall pending = invocation.pending();
		Object result;
		try (ObservedCall.Scope scope = pending.openScope()) {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			new Ending(invocation, invocation.start(pending, Context.empty())).fail(ex);
			throw ex;
		}
		ReactiveAdapter adapter = (result != null) ? adapterOf(invocation.getMethod(), result) : null;
		if (adapter == null) {
			invocation.complete(invocation.start(pending, Context.empty()), result);
			return result;
		}
		if (result instanceof Mono<?> mono) {
			return observed(mono, invocation, pending);
		}
		if (adapter.isMultiValue()) {
			return adapter.fromPublisher(observed(Flux.from(adapter.toPublisher(result)), invocation, pending));
		}
		return adapter.fromPublisher(observed(Mono.fromDirect(adapter.toPublisher(result)), invocation, pending));
	}

	private @Nullable ReactiveAdapter adapterOf(Method method, Object result) {
		ReactiveAdapter declared = this.adapters.getAdapter(method.getReturnType());
		return (declared != null) ? declared : this.adapters.getAdapter(null, result);
	}

	private static <T> Mono<T> observed(Mono<T> source, ObservedInvocation invocation, PendingCall pending) {
		return Mono.deferContextual((context) -> {
			Ending ending = new Ending(invocation, invocation.start(pending, context));
			return source.doOnSuccess(ending::complete)
				.doOnError(ending::fail)
				.doOnCancel(ending::cancel)
				.contextWrite(ending.call()::writeTo);
		});
	}

	private static <T> Flux<T> observed(Flux<T> source, ObservedInvocation invocation, PendingCall pending) {
		return Flux.deferContextual((context) -> {
			ObservedCall call = invocation.start(pending, context);
			Ending ending = new Ending(invocation, call);
			Elements elements = invocation.elements(call);
			return source.doOnNext((element) -> add(element, elements))
				.doOnComplete(() -> ending.complete(elements))
				.doOnError((error) -> ending.fail(error, elements))
				.doOnCancel(() -> ending.cancel(elements))
				.contextWrite(call::writeTo);
		});
	}

	/**
	 * Of an event its data counts; one without any is a comment to keep a connection
	 * open.
	 */
	private static void add(Object element, Elements elements) {
		if (!(element instanceof ServerSentEvent<?> event)) {
			elements.add(element);
		}
		else if (event.data() != null) {
			elements.add(event.data());
		}
	}

}
