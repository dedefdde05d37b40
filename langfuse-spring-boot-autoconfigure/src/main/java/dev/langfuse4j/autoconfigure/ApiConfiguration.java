package dev.langfuse4j.autoconfigure;

import java.util.Map;

import dev.langfuse4j.http.HttpClients;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The way to the API of Langfuse servers, for all that is no trace.
 */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

	/**
	 * Where nothing is sent, as in tests, nothing is asked either.
	 */
	@Bean
	LangfuseApiClients langfuseApiClients(LangfuseSettings settings,
			ObjectProvider<LangfuseWebClientCustomizer> customizers) {
		return new LangfuseApiClients(settings.isSending() ? settings.servers() : Map.of(), Schedulers.parallel(),
				() -> customizers.orderedStream().toList(), new HttpClients(), absence(settings));
	}

	private static String absence(LangfuseSettings settings) {
		if (!settings.isEnabled()) {
			return "Langfuse is disabled";
		}
		return settings.isSending() ? "Langfuse has no keys, see langfuse.public-key and langfuse.secret-key"
				: "nothing is asked where nothing is sent, as langfuse.export.enabled is false";
	}

}
