/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.hibernate;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.langfuse4j.autoconfigure.capture.LangfuseCaptureAutoConfiguration;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.testing.LangfuseContexts;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entities of a real Hibernate, with a real database: capturing them loads nothing.
 */
class HibernateConverterTests {

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
				LangfuseCaptureAutoConfiguration.class)
		.withUserConfiguration(Entities.class)
		.withPropertyValues("spring.datasource.generate-unique-name=true", "spring.jpa.hibernate.ddl-auto=create-drop",
				"spring.jpa.properties.hibernate.generate_statistics=true");

	@Test
	void whatIsNotLoadedIsNotLoaded() {
		this.contextRunner.run((context) -> inSession(context, (entities, statistics) -> {
			Customer customer = entities.find(Customer.class, 1);
			Purchase proxy = entities.getReference(Purchase.class, 11);
			long before = statistics.getPrepareStatementCount();
			assertThat(json(context, customer)).isEqualTo("{\"id\":1,\"name\":\"Ada\",\"purchases\":\"<not loaded>\"}");
			assertThat(json(context, proxy)).isEqualTo("\"<not loaded: HibernateConverterTests.Purchase>\"");
			assertThat(json(context, List.of(customer, proxy))).contains("not loaded");
			assertThat(statistics.getPrepareStatementCount()).isEqualTo(before);
		}));
	}

	@Test
	void whatIsLoadedIsShownAndRelationsInBothDirectionsEnd() {
		this.contextRunner.run((context) -> inSession(context, (entities, statistics) -> {
			Customer customer = entities.find(Customer.class, 1);
			assertThat(customer.getPurchases()).hasSize(2);
			long before = statistics.getPrepareStatementCount();
			assertThat(json(context, customer)).isEqualTo("{\"id\":1,\"name\":\"Ada\",\"purchases\":["
					+ "{\"id\":11,\"item\":\"book\",\"customer\":\"<cycle: HibernateConverterTests.Customer>\"},"
					+ "{\"id\":12,\"item\":\"lamp\",\"customer\":\"<cycle: HibernateConverterTests.Customer>\"}]}");
			assertThat(statistics.getPrepareStatementCount()).isEqualTo(before);
		}));
	}

	@Test
	void outsideASessionNothingFails() {
		this.contextRunner.run((context) -> {
			List<Object> detached = new ArrayList<>();
			inSession(context, (entities, statistics) -> {
				detached.add(entities.find(Customer.class, 1));
				detached.add(entities.getReference(Purchase.class, 11));
			});
			assertThat(json(context, detached)).isEqualTo("[{\"id\":1,\"name\":\"Ada\",\"purchases\":\"<not loaded>\"},"
					+ "\"<not loaded: HibernateConverterTests.Purchase>\"]");
		});
	}

	@Test
	void nothingIsLoadedWhereJacksonWritesEither() {
		this.contextRunner.run((context) -> inSession(context, (entities, statistics) -> {
			Customer customer = entities.find(Customer.class, 1);
			Purchase proxy = entities.getReference(Purchase.class, 11);
			long before = statistics.getPrepareStatementCount();
			assertThat(json(context, new Annotated(customer.getPurchases(), customer.getPurchases(), customer, proxy)))
				.contains("\"ignoring\":\"<PersistentBag>\"")
				.contains("\"including\":\"<PersistentBag>\"")
				.contains("\"name\":\"Ada\"");
			assertThat(statistics.getPrepareStatementCount()).isEqualTo(before);
		}));
	}

	private static String json(AssertableApplicationContext context, Object value) {
		return context.getBean(ContentCapture.class).content(value, 100_000).asText();
	}

	private static void inSession(AssertableApplicationContext context, Code code) {
		EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
		try (EntityManager entities = factory.createEntityManager()) {
			entities.getTransaction().begin();
			Customer customer = new Customer(1, "Ada");
			customer.purchases.add(new Purchase(11, "book", customer));
			customer.purchases.add(new Purchase(12, "lamp", customer));
			entities.persist(customer);
			entities.getTransaction().commit();
		}
		try (EntityManager entities = factory.createEntityManager()) {
			code.run(entities, factory.unwrap(SessionFactory.class).getStatistics());
		}
	}

	private interface Code {

		void run(EntityManager entities, Statistics statistics);

	}

	record Annotated(@JsonIgnoreProperties("customer") List<Purchase> ignoring,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<Purchase> including, @JsonUnwrapped Customer customer,
			@JsonIgnoreProperties("item") Purchase proxy) {

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Entities {

	}

	@Entity
	static class Customer {

		@Id
		private int id;

		private String name;

		@OneToMany(mappedBy = "customer", cascade = CascadeType.ALL)
		private List<Purchase> purchases = new ArrayList<>();

		protected Customer() {
		}

		Customer(int id, String name) {
			this.id = id;
			this.name = name;
		}

		public int getId() {
			return this.id;
		}

		public String getName() {
			return this.name;
		}

		public List<Purchase> getPurchases() {
			return this.purchases;
		}

	}

	@Entity
	static class Purchase {

		@Id
		private int id;

		private String item;

		@ManyToOne(fetch = FetchType.LAZY)
		private Customer customer;

		protected Purchase() {
		}

		Purchase(int id, String item, Customer customer) {
			this.id = id;
			this.item = item;
			this.customer = customer;
		}

		public int getId() {
			return this.id;
		}

		public String getItem() {
			return this.item;
		}

		public Customer getCustomer() {
			return this.customer;
		}

	}

}
