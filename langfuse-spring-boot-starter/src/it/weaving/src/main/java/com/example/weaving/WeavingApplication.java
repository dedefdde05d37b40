package com.example.weaving;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Calls all kinds of methods and ends.
 */
@SpringBootApplication
public class WeavingApplication {

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(WeavingApplication.class, args)) {
			context.getBean(Work.class).work();
		}
		System.out.println("main ends at " + System.currentTimeMillis());
	}

}
