/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.langfuse4j.autoconfigure.LangfuseProperties;
import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules that keep the rooms apart, see {@code docs/architecture.md}.
 */
class ArchitectureTests {

	/**
	 * The libraries on the class path of an application that has only the starter.
	 */
	private static final String[] ALWAYS_THERE = { "java", "javax.net", "dev.langfuse4j", "org.springframework.aot",
			"org.springframework.asm", "org.springframework.beans", "org.springframework.core",
			"org.springframework.context", "org.springframework.aop", "org.springframework.expression",
			"org.springframework.util", "org.springframework.http", "org.springframework.web.reactive",
			"org.springframework.web.server", "org.springframework.web.context.request", "org.springframework.boot",
			"org.aopalliance", "org.apache.commons.logging", "io.micrometer.observation", "io.micrometer.common",
			"io.micrometer.context", "reactor", "org.reactivestreams", "tools.jackson",
			"com.fasterxml.jackson.annotation", "org.jspecify" };

	private static final DescribedPredicate<JavaAnnotation<?>> NOT_FROZEN = DescribedPredicate
		.describe("a condition on what changes between build and run", (annotation) -> {
			String name = annotation.getRawType().getSimpleName();
			return name.startsWith("Conditional") && !List
				.of("ConditionalOnClass", "ConditionalOnMissingClass", "ConditionalOnBean", "ConditionalOnMissingBean",
						"ConditionalOnSingleCandidate",
						// Of our own, look at classes
						"ConditionalOnAnyClass", "ConditionalOnLinkage",
						// Spring Boot's own switches, frozen for everybody
						"ConditionalOnEnabledHealthIndicator", "ConditionalOnAvailableEndpoint",
						"ConditionalOnWebApplication")
				.contains(name);
		});

	private static final Pattern SWITCH_OF_ALL = Pattern.compile("langfuse\\.(tracing-)?enabled");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.langfuse4j");

	@Test
	void roomsAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching("dev.langfuse4j.(**)").should().beFreeOfCycles().check(CLASSES);
		noClasses().that()
			.resideOutsideOfPackages("dev.langfuse4j", "dev.langfuse4j.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.langfuse4j")
			.because("the bean that users inject stands above the rooms")
			.check(CLASSES);
	}

	@Test
	void nobodyKnowsTheAutoConfiguration() {
		noClasses().that()
			.resideOutsideOfPackage("dev.langfuse4j.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.langfuse4j.autoconfigure..")
			.check(CLASSES);
	}

	/**
	 * The delivery does not know the type of its items, and the intake does not know
	 * their destination.
	 */
	@Test
	void exportIsBuiltFromTheBottomUp() {
		noClasses().that()
			.resideInAPackage("dev.langfuse4j.export")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("dev.langfuse4j.export.queue", "dev.langfuse4j.export.delivery",
					"dev.langfuse4j.export.pipeline")
			.check(CLASSES);
		noClasses().that()
			.resideInAPackage("dev.langfuse4j.export.queue")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("dev.langfuse4j.export.delivery", "dev.langfuse4j.export.pipeline",
					"dev.langfuse4j.http")
			.check(CLASSES);
		noClasses().that()
			.resideInAPackage("dev.langfuse4j.export.delivery")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.langfuse4j.export.pipeline")
			.check(CLASSES);
	}

	@Test
	void onlyTheAutoConfigurationKnowsBoot() {
		noClasses().that()
			.resideOutsideOfPackages("dev.langfuse4j.autoconfigure..", "dev.langfuse4j.actuate..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(CLASSES);
	}

	@Test
	void onlyExperimentsAsTestsKnowJUnit() {
		noClasses().that()
			.resideOutsideOfPackage("dev.langfuse4j.test.experiment")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.junit..", "org.opentest4j..")
			.check(CLASSES);
		noClasses().that()
			.resideOutsideOfPackages("dev.langfuse4j.test.experiment", "dev.langfuse4j.autoconfigure.test")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.langfuse4j.test.experiment")
			.check(CLASSES);
	}

	@Test
	void observationAndCaptureKnowNoTransportAndNoProxies() {
		noClasses().that()
			.resideInAnyPackage("dev.langfuse4j.observation..", "dev.langfuse4j.capture..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.aop..", "org.aopalliance..", "reactor..", "org.reactivestreams..",
					"org.springframework.web..")
			.check(CLASSES);
	}

	@Test
	void attributesOfAnnotationsComeFromObservationAndAnnotationOnly() {
		classes().that()
			.resideInAPackage("dev.langfuse4j.annotation..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("java..", "dev.langfuse4j.annotation..", "dev.langfuse4j.observation..",
					"org.springframework.core.annotation..", "org.jspecify..")
			.check(CLASSES);
	}

	@Test
	void everyRoomIsNullMarked() {
		Set<String> rooms = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
		assertThat(rooms).allSatisfy(
				(room) -> assertThat(CLASSES.get(room + ".package-info").isAnnotatedWith(NullMarked.class)).isTrue());
	}

	@Test
	void signaturesNameNoTypeThatMayBeAbsent() {
		DescribedPredicate<JavaClass> mayBeAbsent = DescribedPredicate.describe("may be absent",
				(type) -> !isAlwaysThere(type.getBaseComponentType()));
		// Rooms for those who have a library
		ArchRule rule = noMethods().that()
			.areDeclaredInClassesThat(DescribedPredicate.describe("are in rooms that others enter",
					(type) -> isEnteredByOthers(type.getPackageName())))
			.and()
			.areNotDeclaredIn("dev.langfuse4j.aop.ObserveAspect") // for the weaver only
			.should()
			.haveRawReturnType(mayBeAbsent)
			.orShould()
			.haveRawParameterTypes(DescribedPredicate.describe("one that may be absent",
					(types) -> types.stream().anyMatch(mayBeAbsent)));
		rule.check(CLASSES);
	}

	@Test
	void autoConfigurationsAreFinalWithoutPublicMembers() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.bePublic()
			.check(CLASSES);
		methods().that().areAnnotatedWith(Bean.class).should().notBePublic().check(CLASSES);
	}

	@Test
	void conditionsLookAtClassesAndBeansOnly() {
		noClasses().that()
			.haveSimpleNameNotStartingWith("ConditionalOn")
			.should()
			.beAnnotatedWith(NOT_FROZEN)
			.because("ahead-of-time processing freezes conditions")
			.check(CLASSES);
		noMethods().should().beAnnotatedWith(NOT_FROZEN).check(CLASSES);
	}

	@Test
	void oneTypeReadsWhetherLangfuseIsActive() {
		assertThat(CLASSES.stream().filter((type) -> SWITCH_OF_ALL.matcher(constantsOf(type)).find()))
			.extracting(JavaClass::getSimpleName)
			.containsExactly("LangfuseActivation");
		noClasses().should()
			.callMethod(LangfuseProperties.class, "isEnabled")
			.orShould()
			.callMethod(LangfuseProperties.class, "isTracingEnabled")
			.because("rooms ask LangfuseActivation")
			.check(CLASSES);
	}

	@Test
	void beanPostProcessorsAreMadeByStaticMethods() {
		methods().that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(DescribedPredicate.describe("post-processor",
					(type) -> type.isAssignableTo("org.springframework.beans.factory.config.BeanPostProcessor")))
			.should()
			.beStatic()
			.check(CLASSES);
	}

	/**
	 * Otherwise only the first context of a process would log their messages.
	 */
	@Test
	void loggersOfStaticCodeForgetWhenAContextStarts() {
		assertThat(CLASSES.stream()
			.flatMap((type) -> type.getStaticInitializer().stream())
			.flatMap((initializer) -> initializer.getConstructorCallsFromSelf().stream())
			.filter((call) -> call.getTargetOwner().isEquivalentTo(LogOnce.class))).isEmpty();
	}

	@Test
	void textIsCasedWithoutTheLocaleOfTheMachine() {
		noClasses().should()
			.callMethod(String.class, "toLowerCase")
			.orShould()
			.callMethod(String.class, "toUpperCase")
			.because("of " + Locale.ROOT)
			.check(CLASSES);
	}

	/**
	 * Some locales have other digits, which not every reader takes, nor every file
	 * system.
	 */
	@Test
	void textIsFormattedWithoutTheLocaleOfTheMachine() {
		noClasses().should()
			.callMethod(String.class, "format", String.class, Object[].class)
			.orShould()
			.callMethod(String.class, "formatted", Object[].class)
			.orShould()
			.callMethod(PrintStream.class, "printf", String.class, Object[].class)
			.because("of " + Locale.ROOT)
			.check(CLASSES);
	}

	@Test
	void noRoomIsCalledByAKindInsteadOfAFeature() {
		assertThat(CLASSES).extracting(JavaClass::getPackageName)
			.noneMatch((room) -> room.endsWith(".util") || room.endsWith(".impl") || room.endsWith(".internal"));
		assertThat(CLASSES).extracting(JavaClass::getSimpleName).noneMatch((name) -> name.endsWith("Manager"));
	}

	/**
	 * The limit is the measured share. Auto-configurations and their properties are
	 * public for Spring Boot.
	 */
	@Test
	void packagePrivateIsTheDefault() {
		List<JavaClass> all = CLASSES.stream()
			.filter((type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
			.filter((type) -> !type.isAnnotatedWith(AutoConfiguration.class)
					&& !type.isAnnotatedWith(ConfigurationProperties.class))
			.toList();
		long open = all.stream().filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC)).count();
		assertThat(open).as("public types of " + all.size()).isLessThanOrEqualTo(all.size() * 474 / 1000);
	}

	private static String constantsOf(JavaClass type) {
		try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
			return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Whether classes are loaded that an application without the library would load, too.
	 * An auto-configuration enters a room only where its condition holds.
	 */
	private static boolean isEnteredByOthers(String room) {
		return CLASSES.stream()
			.filter((type) -> type.getPackageName().equals(room))
			.flatMap((type) -> type.getDirectDependenciesToSelf().stream())
			.map((dependency) -> dependency.getOriginClass().getPackageName())
			.filter((origin) -> !origin.startsWith("dev.langfuse4j.autoconfigure"))
			// The rooms for tests are for those who have Spring's test support
			.anyMatch((origin) -> !origin.equals(room) && !(isForTests(origin) && isForTests(room)));
	}

	private static boolean isForTests(String room) {
		return room.equals("dev.langfuse4j.test") || room.startsWith("dev.langfuse4j.test.");
	}

	private static boolean isAlwaysThere(JavaClass type) {
		return type.isPrimitive() || Arrays.stream(ALWAYS_THERE)
			.anyMatch(
					(prefix) -> type.getPackageName().equals(prefix) || type.getPackageName().startsWith(prefix + "."));
	}

}
