package dev.langfuse4j.benchmark;

import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * An application with everything on its class path and nothing of its own. Names no class
 * of ours, which may be absent.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartUpApplication {

	static final String READY = "Ready, classes loaded:";

	public static void main(String[] args) {
		SpringApplication.run(StartUpApplication.class, args);
		System.out.println(READY + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
		System.exit(0);
	}

}
