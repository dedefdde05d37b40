/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.TextLimit;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreRules;
import dev.langfuse4j.score.ScoreTarget;
import dev.langfuse4j.score.ScoreType;
import org.jspecify.annotations.Nullable;

/**
 * Masks the texts of a score. Exporters and the server receive only the result.
 *
 * @since 0.1.0
 */
@Internal
public final class ScoreMasking {

	private final UnaryOperator<CapturedContent> contents;

	private final UnaryOperator<String> attributes;

	/**
	 * Creates the masking.
	 * @param contents masks a content and cuts it, as it does with those of observations
	 * @param attributes masks the id of a session, as it does with those of observations:
	 * the score would belong to no session otherwise
	 */
	public ScoreMasking(UnaryOperator<CapturedContent> contents, UnaryOperator<String> attributes) {
		this.contents = contents;
		this.attributes = attributes;
	}

	/**
	 * Masks a score that is about to leave.
	 * @param score the score
	 * @return the score as it may leave
	 */
	public ScoreData mask(ScoreData score) {
		Map<String, CapturedContent> metadata = new LinkedHashMap<>();
		score.metadata()
			.forEach((key, value) -> metadata.put(content(CapturedContent.text(key)).asText(), content(value)));
		return new ScoreData(score.id(), score.project(), score.name(), score.type(), score.number(), text(score),
				target(score.target()), (score.comment() != null) ? content(score.comment()) : null, metadata,
				score.environment(), score.config(), score.timestamp());
	}

	/**
	 * Cuts a masked text, because a mask may be longer than the masked part, and a server
	 * rejects a longer text.
	 */
	private @Nullable CapturedContent text(ScoreData score) {
		if (score.text() == null) {
			return null;
		}
		CapturedContent masked = content(score.text());
		String text = masked.asText();
		return (score.type() == ScoreType.TEXT && text.length() > ScoreRules.MAX_TEXT)
				? CapturedContent.text(text.substring(0, TextLimit.end(text, true, text, ScoreRules.MAX_TEXT)))
				: masked;
	}

	private ScoreTarget target(ScoreTarget target) {
		return (target.sessionId() == null) ? target
				: new ScoreTarget(null, null, this.attributes.apply(target.sessionId()), null);
	}

	private CapturedContent content(CapturedContent content) {
		return this.contents.apply(content);
	}

}
