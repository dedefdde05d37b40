package dev.langfuse4j.capture;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.util.StdConverter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application hides from JSON by Jackson's annotations is hidden here too, and
 * what only Jackson can write stays within the bounds.
 */
class JacksonAnnotationsTests {

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	@Test
	void annotationsOnAPropertyHideWhatTheyHideInJson() {
		assertThat(json(new Account(new User("ada", "secret"), new User("grace", "secret"), "4111111111111111")))
			.isEqualTo("{\"owner\":{\"name\":\"ada\"},\"partner\":{\"name\":\"grace\"},\"card\":\"****1111\"}");
	}

	@Test
	void serializersAndUnwrappingAreHonoured() {
		assertThat(json(new Special("x", new User("ada", "p"))))
			.isEqualTo("{\"shout\":\"X\",\"name\":\"ada\",\"password\":\"p\"}");
	}

	@Test
	void resourcesAreNotTouchedBesideThem() {
		assertThat(json(new WithResource(new User("ada", "p"), new ByteArrayInputStream(new byte[3]))))
			.isEqualTo("{\"name\":\"ada\",\"password\":\"p\",\"in\":\"<ByteArrayInputStream>\"}");
		assertThat(json(new HoldsResource(new ByteArrayInputStream(new byte[3]))))
			.isEqualTo("{\"inner\":\"<ByteArrayInputStream>\"}");
	}

	@Test
	void rawJsonIsKeptOnlyIfItIsJson() {
		assertThat(json(new Raw("{\"a\":1}", 1))).isEqualTo("{\"raw\":{\"a\":1},\"next\":1}");
		assertThat(JsonMapper.shared().readTree(json(new Raw("{\"a\":", 1))).path("next").asInt()).isEqualTo(1);
		assertThat(json(new Raw("\"" + "x".repeat(2_000_000) + "\"", 1)))
			.isEqualTo("{\"raw\":\"<not captured: TooLargeException>\",\"next\":1}");
	}

	@Test
	void largeTreeOfNumbersIsNotKept() {
		ArrayNode tree = JsonMapper.shared().createArrayNode();
		for (int i = 0; i < 200_000; i++) {
			tree.add(0.123456789f * i);
		}
		assertThat(json(tree)).isEqualTo("\"<not captured: TooLargeException>\"");
	}

	@Test
	void numbersCount() {
		Content content = this.capture.content(new float[1_000][1_000], 1_000_000);
		assertThat(content.asText().length()).isLessThan(1_100_000);
		assertThat(content.length()).isGreaterThan(content.asText().length() / 2);
	}

	@Test
	void classThatJacksonCannotDescribeLosesOnlyItself() {
		assertThat(json(new Holder(new Contradictory(), "kept")))
			.isEqualTo("{\"bad\":\"<JacksonAnnotationsTests.Contradictory>\",\"good\":\"kept\"}");
	}

	private String json(Object value) {
		return this.capture.content(value, 1_000_000).asText();
	}

	record User(String name, String password) {

	}

	record Account(@JsonIgnoreProperties("password") User owner, @JsonIncludeProperties("name") User partner,
			@JsonSerialize(converter = Mask.class) String card) {

	}

	record Special(@JsonSerialize(using = Shout.class) String shout, @JsonUnwrapped User user) {

	}

	record WithResource(@JsonUnwrapped User user, InputStream in) {

	}

	record HoldsResource(@JsonValue Object value) {

		HoldsResource(InputStream in) {
			this(new Inner(in));
		}

		record Inner(InputStream inner) {

		}

	}

	record Raw(@JsonRawValue String raw, int next) {

	}

	record Holder(Object bad, String good) {

	}

	static class Contradictory {

		@JsonValue
		public String one() {
			return "1";
		}

		@JsonValue
		public String two() {
			return "2";
		}

	}

	static class Mask extends StdConverter<String, String> {

		@Override
		public String convert(String value) {
			return "****" + value.substring(value.length() - 4);
		}

	}

	static class Shout extends StdSerializer<String> {

		Shout() {
			super(String.class);
		}

		@Override
		public void serialize(String value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.toUpperCase(Locale.ROOT));
		}

	}

}
