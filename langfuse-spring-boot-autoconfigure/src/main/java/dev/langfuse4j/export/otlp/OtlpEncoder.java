package dev.langfuse4j.export.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import dev.langfuse4j.http.SdkVersion;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes observations as spans and spans as a request. Not thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">
 * OTLP/JSON</a>
 */
@Internal
public final class OtlpEncoder {

	/**
	 * The path of the endpoint below the server's address.
	 */
	public static final String PATH = "/api/public/otel/v1/traces";

	private static final JsonFactory JSON = JsonFactory.builder().build();

	private static final byte[] SUFFIX = "]}]}]}".getBytes(StandardCharsets.UTF_8);

	/**
	 * Maximum size of a buffer to keep for the next observation.
	 */
	private static final int MAX_KEPT_LENGTH = 256 * 1_024;

	private final Utf8 utf8 = new Utf8();

	private final byte[] prefix;

	/**
	 * One for all observations: to make them for each took a third of the time.
	 */
	private TextBuffer span = new TextBuffer();

	private TextBuffer text = new TextBuffer();

	private final @Nullable String environment;

	/**
	 * Creates an encoder.
	 * @param resource what all observations have in common
	 */
	public OtlpEncoder(ResourceAttributes resource) {
		this.environment = resource.environment();
		TextBuffer buffer = new TextBuffer();
		writePrefix(resource, buffer);
		this.prefix = this.utf8.encode(buffer);
	}

	/**
	 * The environment of observations that have none of their own.
	 * @return the environment, or {@code null} for that of the server
	 */
	public @Nullable String environment() {
		return this.environment;
	}

	/**
	 * Writes one observation.
	 * @param observation the observation
	 * @return a span as JSON
	 */
	public byte[] span(ObservationData observation) {
		this.span.reset();
		try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), this.span)) {
			new SpanWriter(generator, this.text).write(observation);
		}
		byte[] span = this.utf8.encode(this.span);
		if (this.span.size() > MAX_KEPT_LENGTH) {
			this.span = new TextBuffer();
			this.text = new TextBuffer();
		}
		return span;
	}

	/**
	 * Puts spans into a request.
	 * @param spans the spans as JSON, never empty
	 * @return the request's body, compressed with gzip
	 */
	public byte[] request(List<byte[]> spans) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
		try (OutputStream gzip = new FastGzip(out)) {
			gzip.write(this.prefix);
			for (int i = 0; i < spans.size(); i++) {
				if (i > 0) {
					gzip.write(',');
				}
				gzip.write(spans.get(i));
			}
			gzip.write(SUFFIX);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	private static void writePrefix(ResourceAttributes resource, TextBuffer out) {
		JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out);
		AttributeWriter attributes = new AttributeWriter(generator);
		generator.writeStartObject();
		generator.writeArrayPropertyStart("resourceSpans");
		generator.writeStartObject();
		generator.writeObjectPropertyStart("resource");
		generator.writeArrayPropertyStart("attributes");
		attributes.text(OtlpNames.SERVICE_NAME, resource.serviceName());
		attributes.text(OtlpNames.SERVICE_VERSION, resource.serviceVersion());
		attributes.text(OtlpNames.RELEASE, resource.release());
		attributes.text(OtlpNames.ENVIRONMENT, resource.environment());
		resource.others().forEach(attributes::text);
		generator.writeEndArray();
		generator.writeEndObject();
		generator.writeArrayPropertyStart("scopeSpans");
		generator.writeStartObject();
		generator.writeObjectPropertyStart("scope");
		generator.writeStringProperty("name", OtlpNames.SCOPE);
		generator.writeStringProperty("version", SdkVersion.get());
		generator.writeEndObject();
		generator.writeArrayPropertyStart("spans");
		// The spans come here: what is open now is closed by SUFFIX
		generator.flush();
	}

	/**
	 * Level 1 takes a fifth of the time of the default level.
	 */
	private static final class FastGzip extends GZIPOutputStream {

		FastGzip(OutputStream out) throws IOException {
			super(out, 4_096);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

	/**
	 * Writes attributes, and none without a value: one such loses the whole request.
	 */
	static final class AttributeWriter {

		private final JsonGenerator generator;

		AttributeWriter(JsonGenerator generator) {
			this.generator = generator;
		}

		void text(String key, @Nullable String value) {
			if (value != null && !value.isEmpty()) {
				begin(key);
				this.generator.writeStringProperty("stringValue", value);
				end();
			}
		}

		void text(String key, TextBuffer value) {
			begin(key);
			this.generator.writeName("stringValue");
			value.writeTo(this.generator);
			end();
		}

		/**
		 * An array, and none without elements: the server takes that for a text.
		 */
		void texts(String key, Collection<String> values) {
			if (values.isEmpty()) {
				return;
			}
			begin(key);
			this.generator.writeObjectPropertyStart("arrayValue");
			this.generator.writeArrayPropertyStart("values");
			for (String value : values) {
				this.generator.writeStartObject();
				this.generator.writeStringProperty("stringValue", value);
				this.generator.writeEndObject();
			}
			this.generator.writeEndArray();
			this.generator.writeEndObject();
			end();
		}

		void bool(String key, boolean value) {
			begin(key);
			this.generator.writeBooleanProperty("boolValue", value);
			end();
		}

		/**
		 * A JSON number, not the string that the specification asks for: servers before
		 * 3.179 drop the span otherwise.
		 */
		void integer(String key, long value) {
			begin(key);
			this.generator.writeNumberProperty("intValue", value);
			end();
		}

		private void begin(String key) {
			this.generator.writeStartObject();
			this.generator.writeStringProperty("key", key);
			this.generator.writeObjectPropertyStart("value");
		}

		private void end() {
			this.generator.writeEndObject();
			this.generator.writeEndObject();
		}

	}

}
