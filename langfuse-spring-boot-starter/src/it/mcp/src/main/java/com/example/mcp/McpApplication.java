package com.example.mcp;

import dev.langfuse4j.annotation.Observe;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Calls a tool of an MCP server and ends. The server is the same application in another
 * process, with the profile {@code server}.
 */
@SpringBootApplication
public class McpApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(McpApplication.class, args);
		if (context.getEnvironment().matchesProfiles("!server")) {
			System.out.println("answer " + context.getBean(Weather.class).ask("Oslo"));
			context.close();
		}
	}

	@Component
	@Profile("!server")
	static class Weather {

		private final ToolCallbackProvider tools;

		Weather(ToolCallbackProvider tools) {
			this.tools = tools;
		}

		@Observe
		String ask(String city) {
			ToolCallback temperature = this.tools.getToolCallbacks()[0];
			return temperature.call("{\"city\":\"" + city + "\"}");
		}

	}

	@Component
	@Profile("server")
	static class Tools {

		private final Station station;

		Tools(Station station) {
			this.station = station;
		}

		@McpTool(name = "temperature", description = "The temperature of a city")
		public String temperature(String city) {
			return this.station.measure(city) + " degrees";
		}

	}

	@Component
	@Profile("server")
	static class Station {

		@Observe
		int measure(String city) {
			return city.length() * 3;
		}

	}

}
