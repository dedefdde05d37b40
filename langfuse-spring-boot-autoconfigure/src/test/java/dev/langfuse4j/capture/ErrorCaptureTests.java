package dev.langfuse4j.capture;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is recorded of exceptions, and what of anything when content is off.
 */
class ErrorCaptureTests {

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	@Test
	void exceptionsAreCapturedWhateverTheirMethodsDo() {
		CapturedError error = this.capture.error(new RuntimeException() {

			@Override
			public String getMessage() {
				throw new IllegalStateException();
			}

		}, true);
		assertThat(error.message()).startsWith("dev.langfuse4j.capture.ErrorCaptureTests");
		assertThat(error.stackTrace()).isNull();
		RuntimeException deep = new RuntimeException("0");
		for (int i = 1; i < 500; i++) {
			deep = new RuntimeException("" + i, deep);
		}
		Content trace = Content.text(this.capture.error(deep, true).stackTrace());
		assertThat(trace.replaceTexts(200_000, UnaryOperator.identity()).asText()).hasSizeBetween(16_000, 16_100)
			.endsWith(" more characters]");
	}

	@Test
	void failureOfAnotherThreadIsNotItsWrapper() {
		CapturedError error = this.capture.error(new CompletionException(new IllegalStateException("lost")), true);
		assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
		assertThat(error.message()).isEqualTo("lost");
		assertThat(error.stackTrace()).contains("CompletionException").contains("IllegalStateException");
		assertThat(this.capture.error(new CompletionException("none", null), true).message()).isEqualTo("none");
	}

	@Test
	void contentIsInNoText() {
		assertThat(Content.text("secret")).hasToString("Content[6 characters]");
		assertThat(this.capture.error(new RuntimeException("secret"), true).toString()).doesNotContain("secret");
	}

	@Test
	void metadataOnlyCapturesNothing() {
		ContentCapture off = new ContentCapture(
				new CaptureSettings(false, CaptureSwitches.ALL, Map.of(), Map.of(), true, 1_000, 1_000, 16, 1_000));
		assertThat(off.content("x", 10)).isNull();
		assertThat(off.arguments(new String[] { "a" }, new Object[] { "x" }, 10)).isNull();
		CapturedError error = off.error(new IllegalStateException("secret"), true);
		assertThat(error.message()).isEqualTo("java.lang.IllegalStateException");
		assertThat(error.stackTrace()).isNull();
	}

}
