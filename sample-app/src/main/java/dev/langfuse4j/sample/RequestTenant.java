package dev.langfuse4j.sample;

import dev.langfuse4j.trace.ProjectResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Each tenant has its project: that of a request is in its header {@code X-Tenant}, which
 * a gateway would set. What has none, such as the job, is ours.
 */
@Component
class RequestTenant implements ProjectResolver {

	@Override
	public @Nullable String resolve() {
		String tenant = (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest().getHeader("X-Tenant") : null;
		return (tenant != null) ? tenant : "default";
	}

}
