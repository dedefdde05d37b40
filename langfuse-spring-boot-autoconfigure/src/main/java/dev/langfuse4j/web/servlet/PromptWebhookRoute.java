package dev.langfuse4j.web.servlet;

import java.io.IOException;
import java.util.Optional;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.prompt.PromptWebhook;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Leads to the {@link PromptWebhook} in Spring MVC.
 */
@Internal
public final class PromptWebhookRoute implements RouterFunction<ServerResponse> {

	private final RequestPredicate predicate;

	private final @Nullable PromptWebhook webhook;

	/**
	 * Creates a route.
	 * @param path the path below the context
	 * @param webhook where it leads to, or {@code null} if there is to be no such path
	 */
	public PromptWebhookRoute(String path, @Nullable PromptWebhook webhook) {
		this.predicate = RequestPredicates.POST(path);
		this.webhook = webhook;
	}

	@Override
	public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		PromptWebhook target = this.webhook;
		return (target != null && this.predicate.test(request)) ? Optional.of((matched) -> handle(matched, target))
				: Optional.empty();
	}

	private static ServerResponse handle(ServerRequest request, PromptWebhook target) throws IOException {
		if (request.headers().contentLength().orElse(0) > PromptWebhook.MAX_BODY) {
			return ServerResponse.status(HttpStatus.CONTENT_TOO_LARGE).build();
		}
		byte[] body = request.servletRequest().getInputStream().readNBytes(PromptWebhook.MAX_BODY + 1);
		if (body.length > PromptWebhook.MAX_BODY) {
			return ServerResponse.status(HttpStatus.CONTENT_TOO_LARGE).build();
		}
		return ServerResponse.status(target.receive(request.headers().firstHeader(PromptWebhook.SIGNATURE), body))
			.build();
	}

}
