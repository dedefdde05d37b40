/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.langfuse4j.capture.WellFormed;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The attributes of an observation that apply to all observations below it. They are sent
 * with each of them, because Langfuse stores these values for each observation.
 * Immutable.
 *
 * @since 0.1.0
 */
public final class TraceAttributes {

	/**
	 * No attributes.
	 */
	public static final TraceAttributes NONE = new TraceAttributes(null, null, null, null, Set.of(), Map.of(), null,
			null, null);

	/**
	 * Maximum number of tags and of metadata keys. Each of them is sent with each
	 * observation.
	 */
	public static final int MAX_COUNT = 50;

	/**
	 * The memory of an instance, a tag and a metadata key beside their texts, in bytes.
	 */
	private static final int FIXED_WEIGHT = 150;

	private final @Nullable String userId;

	private final @Nullable String sessionId;

	private final @Nullable String conversationId;

	private final @Nullable String name;

	private final Set<String> tags;

	private final Map<String, String> metadata;

	private final @Nullable String version;

	private final @Nullable String environment;

	private final @Nullable Boolean isPublic;

	private final @Nullable ExperimentAttributes experiment;

	/**
	 * Creates attributes.
	 * @param userId the user
	 * @param sessionId the session that was set
	 * @param conversationId the conversation of a chat, the session if there is no other
	 * @param name the name of the trace
	 * @param tags the tags
	 * @param metadata the metadata of the trace
	 * @param version the version
	 * @param environment the environment
	 * @param isPublic whether the trace is public
	 */
	@Internal
	public TraceAttributes(@Nullable String userId, @Nullable String sessionId, @Nullable String conversationId,
			@Nullable String name, Set<String> tags, Map<String, String> metadata, @Nullable String version,
			@Nullable String environment, @Nullable Boolean isPublic) {
		this(userId, sessionId, conversationId, name, tags, metadata, version, environment, isPublic, null);
	}

	private TraceAttributes(@Nullable String userId, @Nullable String sessionId, @Nullable String conversationId,
			@Nullable String name, Set<String> tags, Map<String, String> metadata, @Nullable String version,
			@Nullable String environment, @Nullable Boolean isPublic, @Nullable ExperimentAttributes experiment) {
		this.userId = userId;
		this.sessionId = sessionId;
		this.conversationId = conversationId;
		this.name = name;
		this.tags = tags;
		this.metadata = metadata;
		this.version = version;
		this.environment = (experiment != null) ? ExperimentAttributes.ENVIRONMENT : environment;
		this.isPublic = isPublic;
		this.experiment = experiment;
	}

	/**
	 * Begins with no attributes.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Attributes with a conversation.
	 * @param conversationId the id of the conversation
	 * @return the attributes
	 */
	public static TraceAttributes ofConversation(String conversationId) {
		return new TraceAttributes(null, null, WellFormed.of(conversationId), null, Set.of(), Map.of(), null, null,
				null);
	}

	/**
	 * Returns the user.
	 * @return the user
	 */
	public @Nullable String userId() {
		return this.userId;
	}

	/**
	 * Returns the session that was set.
	 * @return the session that was set
	 */
	public @Nullable String sessionId() {
		return this.sessionId;
	}

	/**
	 * Returns the conversation of a chat, which is the session if none was set.
	 * @return the conversation of a chat
	 */
	public @Nullable String conversationId() {
		return this.conversationId;
	}

	/**
	 * Returns the name of the trace.
	 * @return the name of the trace
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * Returns the tags.
	 * @return the tags
	 */
	public Set<String> tags() {
		return this.tags;
	}

	/**
	 * Returns the metadata of the trace.
	 * @return the metadata of the trace
	 */
	public Map<String, String> metadata() {
		return this.metadata;
	}

	/**
	 * Returns the version.
	 * @return the version
	 */
	public @Nullable String version() {
		return this.version;
	}

	/**
	 * Returns the environment.
	 * @return the environment
	 */
	public @Nullable String environment() {
		return this.environment;
	}

	/**
	 * Whether the trace is public.
	 * @return whether the trace is public
	 */
	public @Nullable Boolean isPublic() {
		return this.isPublic;
	}

	/**
	 * The item of an experiment, whose environment wins over any other.
	 * @return the item, or {@code null} outside of an experiment
	 */
	@Internal
	public @Nullable ExperimentAttributes experiment() {
		return this.experiment;
	}

	/**
	 * These attributes for an item of an experiment.
	 * @param item the item, or {@code null} for none
	 * @return the attributes
	 */
	@Internal
	public TraceAttributes withExperiment(@Nullable ExperimentAttributes item) {
		return (item == this.experiment) ? this : new TraceAttributes(this.userId, this.sessionId, this.conversationId,
				this.name, this.tags, this.metadata, this.version, this.environment, this.isPublic, item);
	}

	/**
	 * The session an observation belongs to.
	 * @return the id of the session, or {@code null} without one
	 */
	public @Nullable String session() {
		return (this.sessionId != null) ? this.sessionId : this.conversationId;
	}

	/**
	 * These attributes with others that are nearer: they win, tags are united and
	 * metadata is merged.
	 * @param inner the other attributes
	 * @return the attributes
	 */
	public TraceAttributes and(TraceAttributes inner) {
		if (inner == NONE || this == NONE) {
			return (inner == NONE) ? this : inner;
		}
		return new TraceAttributes(AttributeMerge.either(inner.userId, this.userId),
				AttributeMerge.either(inner.sessionId, this.sessionId),
				AttributeMerge.either(inner.conversationId, this.conversationId),
				AttributeMerge.either(inner.name, this.name), AttributeMerge.united(this.tags, inner.tags),
				AttributeMerge.merged(this.metadata, inner.metadata),
				AttributeMerge.either(inner.version, this.version),
				AttributeMerge.either(inner.environment, this.environment),
				AttributeMerge.either(inner.isPublic, this.isPublic),
				AttributeMerge.either(inner.experiment, this.experiment));
	}

	/**
	 * About how many bytes of memory these attributes hold.
	 */
	int weight() {
		if (this == NONE) {
			return 0;
		}
		int weight = FIXED_WEIGHT + lengthOf(this.userId) + lengthOf(this.sessionId) + lengthOf(this.conversationId)
				+ lengthOf(this.name) + lengthOf(this.version) + lengthOf(this.environment);
		for (String tag : this.tags) {
			weight += FIXED_WEIGHT + tag.length();
		}
		for (Map.Entry<String, String> entry : this.metadata.entrySet()) {
			weight += FIXED_WEIGHT + entry.getKey().length() + entry.getValue().length();
		}
		return (this.experiment != null) ? weight + this.experiment.weight() : weight;
	}

	private static int lengthOf(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

	@Override
	public boolean equals(@Nullable Object object) {
		return object instanceof TraceAttributes other && Objects.equals(this.userId, other.userId)
				&& Objects.equals(this.sessionId, other.sessionId)
				&& Objects.equals(this.conversationId, other.conversationId) && Objects.equals(this.name, other.name)
				&& Objects.equals(this.tags, other.tags) && Objects.equals(this.metadata, other.metadata)
				&& Objects.equals(this.version, other.version) && Objects.equals(this.environment, other.environment)
				&& Objects.equals(this.isPublic, other.isPublic) && Objects.equals(this.experiment, other.experiment);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.userId, this.sessionId, this.conversationId, this.name, this.tags, this.metadata,
				this.version, this.environment, this.isPublic, this.experiment);
	}

	/**
	 * Contains the names of the attributes that are set, without their values, which must
	 * not be logged.
	 */
	@Override
	public String toString() {
		List<String> set = new ArrayList<>();
		if (this.userId != null) {
			set.add("user");
		}
		if (session() != null) {
			set.add("session");
		}
		if (this.name != null) {
			set.add("name");
		}
		if (!this.tags.isEmpty()) {
			set.add("tags");
		}
		if (!this.metadata.isEmpty()) {
			set.add("metadata");
		}
		return "TraceAttributes" + set;
	}

	/**
	 * Collects attributes. Not thread-safe.
	 */
	public static final class Builder implements TraceValues<Builder> {

		private @Nullable String userId;

		private @Nullable String sessionId;

		private @Nullable String name;

		private final Set<String> tags = new LinkedHashSet<>();

		private final Map<String, String> metadata = new LinkedHashMap<>();

		private @Nullable String version;

		private @Nullable String environment;

		private @Nullable Boolean isPublic;

		private Builder() {
		}

		@Override
		public Builder userId(@Nullable String userId) {
			this.userId = textOr(userId, this.userId);
			return this;
		}

		@Override
		public Builder sessionId(@Nullable String sessionId) {
			this.sessionId = textOr(sessionId, this.sessionId);
			return this;
		}

		@Override
		public Builder name(@Nullable String name) {
			this.name = textOr(name, this.name);
			return this;
		}

		@Override
		public Builder tags(@Nullable String... tags) {
			for (String tag : (tags != null) ? tags : new String[0]) {
				if (StringUtils.hasText(tag)) {
					this.tags.add(tag);
				}
			}
			return this;
		}

		@Override
		public Builder metadata(@Nullable String key, @Nullable String value) {
			if (key != null && value != null) {
				this.metadata.put(key, value);
			}
			return this;
		}

		@Override
		public Builder version(@Nullable String version) {
			this.version = textOr(version, this.version);
			return this;
		}

		@Override
		public Builder environment(@Nullable String environment) {
			this.environment = textOr(environment, this.environment);
			return this;
		}

		@Override
		public Builder asPublic(boolean visible) {
			this.isPublic = visible;
			return this;
		}

		/**
		 * The attributes that were set.
		 * @return the attributes
		 */
		public TraceAttributes build() {
			return new TraceAttributes(this.userId, this.sessionId, null, this.name,
					this.tags.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(this.tags)),
					this.metadata.isEmpty() ? Map.of()
							: Collections.unmodifiableMap(new LinkedHashMap<>(this.metadata)),
					this.version, this.environment, this.isPublic);
		}

		private static @Nullable String textOr(@Nullable String text, @Nullable String before) {
			return StringUtils.hasText(text) ? text : before;
		}

	}

}
