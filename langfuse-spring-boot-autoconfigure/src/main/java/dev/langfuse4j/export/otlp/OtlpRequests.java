package dev.langfuse4j.export.otlp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Takes requests apart whose observations are gone: those that were kept on disk. Wiring.
 */
public final class OtlpRequests {

	private OtlpRequests() {
	}

	/**
	 * Divides a request, leaving all else in it as it is.
	 * @param body the request's body, compressed with gzip
	 * @param first how many spans go into the first part
	 * @return the bodies of both parts
	 * @throws UncheckedIOException if it is not compressed
	 */
	public static List<byte[]> split(byte[] body, int first) {
		return List.of(part(body, 0, first), part(body, first, Integer.MAX_VALUE));
	}

	private static byte[] part(byte[] body, int from, int to) {
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
			JsonNode request = JsonMapper.shared().readTree(in);
			ArrayNode spans = (ArrayNode) request.at("/resourceSpans/0/scopeSpans/0/spans");
			for (int i = spans.size() - 1; i >= 0; i--) {
				if (i < from || i >= to) {
					spans.remove(i);
				}
			}
			ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
			try (OutputStream gzip = new GZIPOutputStream(out)) {
				gzip.write(JsonMapper.shared().writeValueAsBytes(request));
			}
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
