package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.springai.SpringAiSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the calls of Spring AI are shown.
 */
@Internal
@ConfigurationProperties("langfuse.spring-ai")
public class SpringAiProperties {

	/**
	 * Whether the calls of Spring AI appear in traces.
	 */
	private boolean enabled = true;

	/**
	 * Type of the observation of a ChatClient call: a span or an agent.
	 */
	private ChatClientType chatClient = ChatClientType.SPAN;

	/**
	 * Whether each advisor of a ChatClient appears as a span of its own.
	 */
	private boolean advisors;

	/**
	 * Whether an advisor is added to each auto-configured ChatClient.Builder that sees
	 * when a stream begins, all of its usage, and what there was of a cancelled one.
	 */
	private boolean streamProbe = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public ChatClientType getChatClient() {
		return this.chatClient;
	}

	public void setChatClient(ChatClientType chatClient) {
		this.chatClient = chatClient;
	}

	public boolean isAdvisors() {
		return this.advisors;
	}

	public void setAdvisors(boolean advisors) {
		this.advisors = advisors;
	}

	public boolean isStreamProbe() {
		return this.streamProbe;
	}

	public void setStreamProbe(boolean streamProbe) {
		this.streamProbe = streamProbe;
	}

	SpringAiSettings toSettings(boolean langfuseEnabled, UsageProperties usage) {
		return new SpringAiSettings(langfuseEnabled && this.enabled,
				(this.chatClient == ChatClientType.AGENT) ? ObservationType.AGENT : ObservationType.SPAN, this.advisors,
				this.streamProbe, usage.isReasoningApart());
	}

	/**
	 * The type of the observation of a ChatClient call.
	 */
	public enum ChatClientType {

		/**
		 * A span.
		 */
		SPAN,

		/**
		 * An agent.
		 */
		AGENT

	}

}
