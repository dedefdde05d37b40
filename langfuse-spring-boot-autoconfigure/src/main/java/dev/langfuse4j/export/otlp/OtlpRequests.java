package dev.langfuse4j.export.otlp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import dev.langfuse4j.capture.CapturedContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes requests apart whose observations are gone: those that were kept on disk.
 */
final class OtlpRequests {

	private static final String TEXT = "stringValue";

	private OtlpRequests() {
	}

	/**
	 * Divides a request, leaving all else in it as it is.
	 * @param body the request's body, compressed with gzip
	 * @param first how many spans go into the first part
	 * @return the bodies of both parts
	 * @throws UncheckedIOException if it is not compressed
	 */
	static List<byte[]> split(byte[] body, int first) {
		return List.of(part(body, 0, first), part(body, first, Integer.MAX_VALUE));
	}

	private static byte[] part(byte[] body, int from, int to) {
		JsonNode request = read(body);
		ArrayNode spans = spans(request);
		for (int i = spans.size() - 1; i >= 0; i--) {
			if (i < from || i >= to) {
				spans.remove(i);
			}
		}
		return write(request);
	}

	/**
	 * Makes a request smaller that a server found too large, as {@link TooLarge} does
	 * with an observation.
	 * @param body the request's body, compressed with gzip
	 * @return the smaller body, or {@code null} if nothing is worth cutting
	 * @throws UncheckedIOException if it is not compressed
	 */
	static byte @Nullable [] trim(byte[] body) {
		JsonNode request = read(body);
		List<ObjectNode> contents = new ArrayList<>();
		for (JsonNode span : spans(request)) {
			for (JsonNode attribute : span.path("attributes")) {
				if (isContent(attribute.path("key").asString("")) && attribute.path("value") instanceof ObjectNode value
						&& value.path(TEXT).isString()) {
					contents.add(value);
				}
			}
		}
		int largest = contents.stream().mapToInt((value) -> value.path(TEXT).asString().length()).max().orElse(0);
		if (largest < TooLarge.SMALL) {
			return null;
		}
		for (ObjectNode value : contents) {
			CapturedContent content = CapturedContent.text(value.path(TEXT).asString());
			value.put(TEXT, content.truncate(largest / TooLarge.PARTS).asText());
		}
		return write(request);
	}

	private static boolean isContent(String attribute) {
		return attribute.equals(OtlpNames.INPUT) || attribute.equals(OtlpNames.OUTPUT)
				|| attribute.startsWith(OtlpNames.METADATA_PREFIX);
	}

	private static ArrayNode spans(JsonNode request) {
		return (ArrayNode) request.at("/resourceSpans/0/scopeSpans/0/spans");
	}

	private static JsonNode read(byte[] body) {
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return JsonMapper.shared().readTree(in);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] write(JsonNode request) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
		try (OutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(JsonMapper.shared().writeValueAsBytes(request));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

}
