/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ResourceUtils;

/**
 * Reads datasets from files of JSON lines. Thread-safe.
 */
final class LocalFiles implements DatasetSource {

	private static final String SUFFIX = ".jsonl";

	private static final String FILE = "file:";

	/**
	 * A name may be from outside: with these characters no file outside of the location
	 * can be named.
	 */
	private static final Pattern SEGMENT = Pattern.compile("[\\p{L}\\p{N}_\\- .]+");

	private final ResourceLoader loader;

	private final String location;

	LocalFiles(ResourceLoader loader, String location) {
		this.loader = loader;
		this.location = location.endsWith("/") ? location : location + "/";
	}

	/**
	 * Whether the name is the location of a file, whatever Langfuse has.
	 */
	static boolean isLocation(String name) {
		return name.startsWith(ResourceUtils.CLASSPATH_URL_PREFIX) || name.startsWith(FILE);
	}

	@Override
	public RawDataset read(DatasetQuery query) {
		return read(query, "");
	}

	/**
	 * Reads a dataset.
	 * @param reason why it is read from a file, empty if that goes without saying
	 */
	RawDataset read(DatasetQuery query, String reason) {
		String name = query.name();
		Resource file = this.loader.getResource(isLocation(name) ? name : this.location + requireBelow(name) + SUFFIX);
		if (!file.isReadable()) {
			throw new DatasetNotFoundException("The dataset '" + name + "' is read from a local file"
					+ (reason.isEmpty() ? "" : " (" + reason + ")") + ", and " + file.getDescription()
					+ " does not exist or cannot be read. Create it with one JSON object "
					+ "per line, or set langfuse.datasets.location.");
		}
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
			return new RawDataset(name, null, null, null, items(file, lines));
		}
		catch (IOException ex) {
			throw new InvalidDatasetException("The dataset '" + name + "' cannot be read from " + file.getDescription()
					+ " (" + ex.getClass().getSimpleName() + ").");
		}
	}

	private static String requireBelow(String name) {
		for (String segment : name.split("/", -1)) {
			if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
				throw new DatasetNotFoundException("The dataset '" + name + "' is read from a local file, and no file "
						+ "can have this name: use letters, digits, blanks and '_-./'.");
			}
		}
		return name;
	}

	private static List<RawDataset.Item> items(Resource file, BufferedReader lines) throws IOException {
		List<RawDataset.Item> items = new ArrayList<>();
		Map<String, Integer> known = new HashMap<>();
		int number = 0;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			number++;
			String text = (number == 1 && line.startsWith("\uFEFF")) ? line.substring(1) : line;
			if (!text.isBlank()) {
				RawDataset.Item item = item("line " + number + " of " + file.getDescription(), text);
				Integer before = known.putIfAbsent(item.id(), number);
				if (before != null) {
					throw new InvalidDatasetException(item.where() + " has the same id as line " + before
							+ ": without an 'id', the id follows from the input. Give each line an 'id' of its own.");
				}
				items.add(item);
			}
		}
		return items;
	}

	private static RawDataset.Item item(String where, String line) {
		JsonNode json = parse(line);
		if (json == null || !json.isObject()) {
			throw new InvalidDatasetException(where + " is not a JSON object. Write each item in one line: "
					+ "{\"input\": …, \"expected\": …}.");
		}
		JsonNode input = json.path("input");
		if (input.isMissingNode() || input.isNull()) {
			throw new InvalidDatasetException(where + " has no 'input'.");
		}
		JsonNode id = json.path("id");
		if (!id.isMissingNode() && !id.isNull() && (!id.isString() || id.stringValue().isBlank())) {
			throw new InvalidDatasetException(where + " has an 'id' that is not a text.");
		}
		JsonNode expected = json.has("expected") ? json.path("expected") : json.path("expectedOutput");
		return new RawDataset.Item(where, id.isString() ? id.stringValue() : ItemIds.of(input), input, expected,
				json.path("metadata"), ItemOrigin.LOCAL);
	}

	private static @Nullable JsonNode parse(String line) {
		try {
			return JsonMapper.shared().readTree(line);
		}
		catch (JacksonException ex) {
			// Said without what Jackson says, which quotes the line
			return null;
		}
	}

}
