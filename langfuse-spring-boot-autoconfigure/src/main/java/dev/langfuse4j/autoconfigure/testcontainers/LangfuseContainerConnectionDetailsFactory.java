package dev.langfuse4j.autoconfigure.testcontainers;

import dev.langfuse4j.autoconfigure.LangfuseConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Connects to a container of a test that has {@code @ServiceConnection} and the image
 * {@code langfuse/langfuse}, with the keys of the project that it creates at its start.
 *
 * @see <a href=
 * "https://langfuse.com/self-hosting/administration/headless-initialization">Headless
 * initialization</a>
 */
final class LangfuseContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, LangfuseConnectionDetails> {

	private static final int PORT = 3000;

	LangfuseContainerConnectionDetailsFactory() {
		super("langfuse/langfuse");
	}

	@Override
	protected LangfuseConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new Details(source);
	}

	private static final class Details extends ContainerConnectionDetails<Container<?>>
			implements LangfuseConnectionDetails {

		Details(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public String getBaseUrl() {
			return "http://" + getContainer().getHost() + ":" + getContainer().getMappedPort(PORT);
		}

		@Override
		public @Nullable String getPublicKey() {
			return getContainer().getEnvMap().get("LANGFUSE_INIT_PROJECT_PUBLIC_KEY");
		}

		@Override
		public @Nullable String getSecretKey() {
			return getContainer().getEnvMap().get("LANGFUSE_INIT_PROJECT_SECRET_KEY");
		}

	}

}
