package dev.langfuse4j.sample;

import dev.langfuse4j.trace.ProjectResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Selects the project of a tenant by the request header {@code X-Tenant}, which a gateway
 * would set. Work without a request, such as the job, belongs to the default project.
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
