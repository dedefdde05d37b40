package com.example.experiment;

import com.example.experiment.ExperimentApplication.Capitals;
import dev.langfuse4j.test.experiment.Expected;
import dev.langfuse4j.test.experiment.ExperimentItem;
import dev.langfuse4j.test.experiment.ExperimentTest;
import dev.langfuse4j.test.experiment.Item;
import dev.langfuse4j.test.experiment.LangfuseExperiment;
import dev.langfuse4j.test.experiment.LangfuseSource;
import dev.langfuse4j.test.experiment.Threshold;
import org.junit.jupiter.params.ParameterizedTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@LangfuseExperiment(name = "capitals", dataset = "capitals", minimum = @Threshold(score = "exact", average = 0.6))
class CapitalsQualityTests {

	@Autowired
	private Capitals capitals;

	@ExperimentTest
	void answers(@Item String country, @Expected String expected, ExperimentItem item) {
		String answer = item.task(() -> this.capitals.of(country));
		item.score("exact", answer.equals(expected));
	}

	@ParameterizedTest
	@LangfuseSource("capitals")
	void always(String country) {
		assertThat(this.capitals.of(country)).isNotEmpty();
	}

}
