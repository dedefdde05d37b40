/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.langfuse4j.trace.ExperimentTracing;
import org.jspecify.annotations.Nullable;

/**
 * Computes the id of a run as servers of version 4 do.
 */
final class RunIds {

	private static final int BYTES = 8;

	private RunIds() {
	}

	/**
	 * Returns the id of a run.
	 * @param projectId the id that the server has for the project, {@code null} if it is
	 * not known
	 * @param datasetId the id of the dataset, {@code null} for local items
	 * @param runName the name of the run
	 * @return the id, a random one where no server knows another
	 */
	static String of(@Nullable String projectId, @Nullable String datasetId, String runName) {
		return (projectId != null && datasetId != null) ? computed(projectId, datasetId, runName)
				: ExperimentTracing.newObservationId();
	}

	static String computed(String projectId, String datasetId, String runName) {
		StringBuilder json = new StringBuilder("[\"langfuse-experiment-v1\"");
		for (String part : new String[] { projectId, datasetId, runName }) {
			json.append(',');
			quote(json, part);
		}
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256")
				.digest(json.append(']').toString().getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The virtual machine has no SHA-256", ex);
		}
	}

	/**
	 * Writes a text as {@code JSON.stringify} does.
	 */
	private static void quote(StringBuilder json, String text) {
		json.append('"');
		for (int i = 0; i < text.length(); i++) {
			char each = text.charAt(i);
			switch (each) {
				case '"' -> json.append("\\\"");
				case '\\' -> json.append("\\\\");
				case '\b' -> json.append("\\b");
				case '\f' -> json.append("\\f");
				case '\n' -> json.append("\\n");
				case '\r' -> json.append("\\r");
				case '\t' -> json.append("\\t");
				default -> {
					if (each < ' ' || isLone(text, i)) {
						json.append("\\u").append(HexFormat.of().toHexDigits(each));
					}
					else {
						json.append(each);
					}
				}
			}
		}
		json.append('"');
	}

	private static boolean isLone(String text, int index) {
		char each = text.charAt(index);
		if (Character.isHighSurrogate(each)) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		return Character.isLowSurrogate(each) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
	}

}
