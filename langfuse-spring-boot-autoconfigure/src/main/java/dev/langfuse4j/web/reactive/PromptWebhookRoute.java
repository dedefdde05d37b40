package dev.langfuse4j.web.reactive;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.prompt.PromptWebhook;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Leads to the {@link PromptWebhook} in WebFlux.
 */
@Internal
public final class PromptWebhookRoute implements RouterFunction<ServerResponse> {

	private final RequestPredicate predicate;

	private final @Nullable PromptWebhook webhook;

	/**
	 * Creates a route.
	 * @param path the path
	 * @param webhook where it leads to, or {@code null} if there is to be no such path
	 */
	public PromptWebhookRoute(String path, @Nullable PromptWebhook webhook) {
		this.predicate = RequestPredicates.POST(path);
		this.webhook = webhook;
	}

	@Override
	public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		PromptWebhook target = this.webhook;
		return (target != null && this.predicate.test(request)) ? Mono.just((matched) -> handle(matched, target))
				: Mono.empty();
	}

	private static Mono<ServerResponse> handle(ServerRequest request, PromptWebhook target) {
		if (request.headers().contentLength().orElse(0) > PromptWebhook.MAX_BODY) {
			return ServerResponse.status(HttpStatus.CONTENT_TOO_LARGE).build();
		}
		String signature = request.headers().firstHeader(PromptWebhook.SIGNATURE);
		return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), PromptWebhook.MAX_BODY)
			.map(PromptWebhookRoute::bytes)
			.defaultIfEmpty(new byte[0])
			.flatMap((body) -> ServerResponse.status(target.receive(signature, body)).build())
			.onErrorResume(DataBufferLimitException.class,
					(ex) -> ServerResponse.status(HttpStatus.CONTENT_TOO_LARGE).build());
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
