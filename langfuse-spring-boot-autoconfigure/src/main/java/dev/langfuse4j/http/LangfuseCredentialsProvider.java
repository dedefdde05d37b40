package dev.langfuse4j.http;

import dev.langfuse4j.lang.ExtensionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key pair of a project, for applications whose keys are not in
 * {@code langfuse.*} but in a vault or a database: a bean of this type is asked for the
 * keys of all projects instead.
 */
@ExtensionPoint
@FunctionalInterface
public interface LangfuseCredentialsProvider {

	/**
	 * Finds the keys. Called for each request, on a thread that may block, within the
	 * timeout of the request; several projects are asked for at once.
	 * @param project the name of the project, {@code default} for that of the top level
	 * @return the keys as they are now, or {@code null} if the project has none: what
	 * waits for it is lost and counted. If this throws, the observations are kept and it
	 * is asked again later; the message of the exception appears nowhere
	 */
	@Nullable Credentials credentials(String project);

}
