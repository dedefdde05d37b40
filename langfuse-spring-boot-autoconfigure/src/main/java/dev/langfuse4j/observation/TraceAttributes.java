package dev.langfuse4j.observation;

import org.jspecify.annotations.Nullable;

/**
 * What an observation hands down to all observations below it, and what is sent with each
 * of them: Langfuse stores these values by observation. Immutable.
 *
 * @param sessionId the session that somebody asked for
 * @param conversationId the conversation of a chat, which is the session where nobody
 * asked for one
 */
public record TraceAttributes(@Nullable String sessionId, @Nullable String conversationId) {

	/**
	 * No attributes.
	 */
	public static final TraceAttributes NONE = new TraceAttributes(null, null);

	/**
	 * Attributes with a session.
	 * @param sessionId the id of the session
	 * @return the attributes
	 */
	public static TraceAttributes ofSession(String sessionId) {
		return new TraceAttributes(sessionId, null);
	}

	/**
	 * Attributes with a conversation.
	 * @param conversationId the id of the conversation
	 * @return the attributes
	 */
	public static TraceAttributes ofConversation(String conversationId) {
		return new TraceAttributes(null, conversationId);
	}

	/**
	 * The session an observation belongs to.
	 * @return the id of the session, or {@code null} without one
	 */
	public @Nullable String session() {
		return (this.sessionId != null) ? this.sessionId : this.conversationId;
	}

	/**
	 * The attributes of an observation further down.
	 * @param inner what is set there, which wins
	 * @return the attributes, inherited ones included
	 */
	public TraceAttributes and(TraceAttributes inner) {
		if (inner.equals(NONE)) {
			return this;
		}
		return new TraceAttributes((inner.sessionId != null) ? inner.sessionId : this.sessionId,
				(inner.conversationId != null) ? inner.conversationId : this.conversationId);
	}

}
