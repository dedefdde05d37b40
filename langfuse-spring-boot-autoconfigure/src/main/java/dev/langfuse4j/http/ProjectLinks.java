package dev.langfuse4j.http;

import java.net.URI;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Links into the user interface of the server, once somebody has learned which project
 * the keys are of. Wiring; thread-safe.
 */
public final class ProjectLinks {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

	private final @Nullable URI baseUrl;

	private volatile @Nullable String projectId;

	/**
	 * Creates the links.
	 * @param baseUrl the server's address, or {@code null} without a server
	 */
	public ProjectLinks(@Nullable URI baseUrl) {
		this.baseUrl = baseUrl;
	}

	/**
	 * Takes what the server said.
	 * @param id the id of the project; one that cannot be is ignored
	 */
	public void learned(String id) {
		if (ID.matcher(id).matches()) {
			this.projectId = id;
		}
	}

	/**
	 * The page of a trace.
	 * @param traceId the id of the trace
	 * @return its address, or {@code null} while the project is not known
	 */
	public @Nullable String trace(String traceId) {
		String project = this.projectId;
		return (this.baseUrl != null && project != null) ? this.baseUrl + "/project/" + project + "/traces/" + traceId
				: null;
	}

}
