/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveEvaluator;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.aop.ObserveExpression.Source;
import dev.langfuse4j.aop.ObserveSpec.MetadataExpression;
import dev.langfuse4j.capture.KotlinNames;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ObservationType;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodClassKey;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.expression.BeanResolver;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Reads and remembers the {@link ObserveSpec} of each method. A declaration on the
 * method, or on the method of a superclass or interface that it implements, wins over one
 * on the class.
 */
final class ObserveSpecs {

	private static final LogOnce logger = LogOnce.shared(ObserveSpecs.class);

	static final ParameterNameDiscoverer parameterNames = new DefaultParameterNameDiscoverer();

	private final Map<MethodClassKey, Optional<ObserveSpec>> specs = new ConcurrentHashMap<>();

	private final Map<Class<?>, Boolean> annotated = new ConcurrentHashMap<>();

	private @Nullable BeanResolver beans;

	private Supplier<List<ExpressionVariable>> variables = List::of;

	private UnaryOperator<String> placeholders = UnaryOperator.identity();

	/**
	 * Lets expressions name beans.
	 */
	void setBeans(BeanResolver beans) {
		this.beans = beans;
	}

	/**
	 * Lets expressions name more than parameters. Asked for when a method is read, which
	 * is before its first call.
	 */
	void setVariables(Supplier<List<ExpressionVariable>> variables) {
		this.variables = variables;
	}

	/**
	 * Sets how placeholders in the texts of annotations are replaced.
	 */
	void setPlaceholders(UnaryOperator<String> placeholders) {
		this.placeholders = placeholders;
	}

	@Nullable ObserveSpec find(Method method, @Nullable Class<?> targetClass) {
		MethodClassKey key = new MethodClassKey(method, targetClass);
		Optional<ObserveSpec> spec = this.specs.get(key);
		if (spec == null) {
			spec = Optional.ofNullable(read(method, targetClass));
			this.specs.put(key, spec);
		}
		return spec.orElse(null);
	}

	/**
	 * Whether a class, or a type that it extends or implements, has an annotation. Most
	 * beans have none, so each class is examined once.
	 */
	boolean mayObserve(Class<?> type) {
		Boolean known = this.annotated.get(type);
		if (known == null) {
			known = isAnnotated(type) || Arrays.stream(type.getInterfaces()).anyMatch(this::mayObserve)
					|| (type.getSuperclass() != null && mayObserve(type.getSuperclass()));
			this.annotated.put(type, known);
		}
		return known;
	}

	private static boolean isAnnotated(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, List.of(Observe.class, ObserveTrace.class))) {
			return false;
		}
		if (isAnnotated(MergedAnnotations.from(type))) {
			return true;
		}
		for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
			if (isAnnotated(MergedAnnotations.from(method))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAnnotated(MergedAnnotations annotations) {
		return annotations.isPresent(Observe.class) || annotations.isPresent(ObserveTrace.class);
	}

	/**
	 * Whether calls of a method are observed, or give attributes to observations below.
	 */
	boolean isObserved(Method method, Class<?> targetClass) {
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		return annotationOf(specific, targetClass, Observe.class) != null
				|| annotationOf(specific, targetClass, ObserveTrace.class) != null;
	}

	/**
	 * Hands over the annotations of a method, if it has any.
	 */
	void annotations(Method method, Class<?> targetClass, AnnotationConsumer consumer) {
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		MergedAnnotation<Observe> observe = annotationOf(specific, targetClass, Observe.class);
		MergedAnnotation<ObserveTrace> trace = annotationOf(specific, targetClass, ObserveTrace.class);
		if (observe != null || trace != null) {
			consumer.accept(specific, observe, trace);
		}
	}

	/**
	 * Whether AspectJ has woven anything into a class or into one that it extends.
	 */
	static boolean isWoven(Class<?> type) {
		for (Class<?> woven = type; woven != null && woven != Object.class; woven = woven.getSuperclass()) {
			for (Field field : woven.getDeclaredFields()) {
				if (field.getName().startsWith("ajc$") && Modifier.isStatic(field.getModifiers())) {
					return true;
				}
			}
		}
		return false;
	}

	private @Nullable ObserveSpec read(Method method, @Nullable Class<?> targetClass) {
		// A target that is itself a proxy, such as an HTTP interface, or a lambda, says
		// less than the interface that is called
		Class<?> type = (targetClass == null || Proxy.isProxyClass(targetClass)
				|| ClassUtils.isLambdaClass(targetClass)) ? method.getDeclaringClass()
						: ClassUtils.getUserClass(targetClass);
		Method specific = AopUtils.getMostSpecificMethod(method, type);
		MergedAnnotation<Observe> observe = annotationOf(specific, type, Observe.class);
		MergedAnnotation<ObserveTrace> trace = annotationOf(specific, type, ObserveTrace.class);
		return (observe != null || trace != null) ? read(observe, trace, specific, type) : null;
	}

	private static <A extends Annotation> @Nullable MergedAnnotation<A> annotationOf(Method method, Class<?> type,
			Class<A> annotation) {
		MergedAnnotation<A> onMethod = onMethod(method, type, annotation);
		if (onMethod.isPresent()) {
			return onMethod;
		}
		if (!Modifier.isPublic(method.getModifiers()) || ReflectionUtils.isObjectMethod(method) || method.isSynthetic()
				|| isForContainer(method, type)) {
			return null;
		}
		MergedAnnotation<A> onClass = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).get(annotation);
		return onClass.isPresent() ? onClass : null;
	}

	/**
	 * A superclass does not know the interfaces that its method implements for a
	 * subclass.
	 */
	private static <A extends Annotation> MergedAnnotation<A> onMethod(Method method, Class<?> type,
			Class<A> annotation) {
		MergedAnnotation<A> onMethod = onHierarchy(method, annotation);
		if (onMethod.isPresent() || method.getDeclaringClass() == type) {
			return onMethod;
		}
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.flatMap((implemented) -> Arrays.stream(implemented.getMethods()))
			.filter((declared) -> declared.getName().equals(method.getName())
					&& AopUtils.getMostSpecificMethod(declared, type).equals(method))
			.map((declared) -> onHierarchy(declared, annotation))
			.filter(MergedAnnotation::isPresent)
			.findFirst()
			.orElse(onMethod);
	}

	private static <A extends Annotation> MergedAnnotation<A> onHierarchy(Method method, Class<A> annotation) {
		return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).get(annotation);
	}

	/**
	 * Whether the container invokes the method, such as a factory bean's
	 * {@code getObject}. An annotation on the class does not apply to such methods.
	 */
	private static boolean isForContainer(Method method, Class<?> type) {
		Class<?> declaring = ClassUtils.getInterfaceMethodIfPossible(method, type).getDeclaringClass();
		return declaring.isInterface() && declaring.getName().startsWith("org.springframework.beans.factory.");
	}

	private ObserveSpec read(@Nullable MergedAnnotation<Observe> observe,
			@Nullable MergedAnnotation<ObserveTrace> trace, Method method, Class<?> type) {
		MergedAnnotation<Observe> declared = (observe != null) ? observe : MergedAnnotation.of(Observe.class);
		AnnotationAttributes annotation = resolved(declared);
		AnnotationAttributes ofTrace = resolved((trace != null) ? trace : MergedAnnotation.of(ObserveTrace.class));
		ObservationType observationType = annotation.getEnum("type");
		String[] parameters = namesOf(method);
		List<ExpressionVariable> others = this.variables.get()
			.stream()
			.filter((variable) -> !List.of(parameters).contains(variable.name()))
			.toList();
		String[] names = Stream.concat(Stream.of(parameters), others.stream().map(ExpressionVariable::name))
			.toArray(String[]::new);
		Source source = new Source(method, Observe.class, names);
		Source traceSource = new Source(method, ObserveTrace.class, names);
		String name = name(annotation.getString("name"), declared, method);
		String model = annotation.getString("model");
		String version = annotation.getString("version");
		String project = ofTrace.getString("project");
		DefinitionExpressions definition = new DefinitionExpressions(ObserveExpression.inText(source, "name", name),
				ObserveExpression.inText(source, "model", model), ObserveExpression.inText(source, "version", version),
				ObserveExpression.beforehand(traceSource, "seed", ofTrace.getString("seed")),
				ObserveExpression.inText(traceSource, "project", project));
		boolean named = StringUtils.hasText(annotation.getString("name")) && definition.name() == null;
		return new ObserveSpec(method, observe != null, observesItself(method, type), parameters,
				(definition.name() != null) ? nameOf(method) : name, named, observationType,
				annotation.getEnum("captureInput"), annotation.getEnum("captureOutput"),
				annotation.getEnum("captureErrors"), new ObserveRedactions(method, type),
				ObserveExpression.beforehand(source, "input", annotation.getString("input")),
				ObserveExpression.of(source, "output", annotation.getString("output")),
				MetadataExpression.read(annotation, source), (definition.model() != null) ? null : textOrNull(model),
				(definition.version() != null) ? null : textOrNull(version), annotation.getEnum("level"),
				ofTrace.getBoolean("newTrace"),
				KeyValues.of("langfuse.type", observationType.value(), "code.namespace", type.getName(),
						"code.function", nameOf(method)),
				(definition.project() != null) ? null : textOrNull(project), definition,
				ObserveAttributes.read(ofTrace, traceSource), this.beans, others, evaluation(observe, method, type));
	}

	private @Nullable EvaluatorScore evaluation(@Nullable MergedAnnotation<Observe> observe, Method method,
			Class<?> type) {
		MergedAnnotation<ObserveEvaluator> evaluator = (observe != null)
				? annotationOf(method, type, ObserveEvaluator.class) : null;
		return (evaluator != null) ? EvaluatorScore.read(resolved(evaluator)) : null;
	}

	/**
	 * Suspending functions do not, see {@link WovenDoor}.
	 */
	private static boolean observesItself(Method method, Class<?> type) {
		return (isWoven(type) || isWoven(method.getDeclaringClass())) && !KotlinDetector.isSuspendingFunction(method);
	}

	private static String name(String name, MergedAnnotation<Observe> annotation, Method method) {
		if (!StringUtils.hasText(name)) {
			return nameOf(method);
		}
		return (annotation.getSource() instanceof Class<?>) ? name + "." + nameOf(method) : name;
	}

	private static String nameOf(Method method) {
		return KotlinNames.source(method.getDeclaringClass(), method.getName());
	}

	private static String[] namesOf(Method method) {
		// The last parameter of a suspending function is its continuation
		int count = method.getParameterCount() - (KotlinDetector.isSuspendingFunction(method) ? 1 : 0);
		String[] names = new String[count];
		@Nullable String @Nullable [] discovered = parameterNames.getParameterNames(method);
		if (discovered == null && names.length > 0) {
			logger.warn(method.getDeclaringClass(), () -> "Arguments of " + method.getDeclaringClass().getName()
					+ " are recorded without their names. Compile its sources with -parameters");
		}
		for (int i = 0; i < names.length; i++) {
			String name = (discovered != null) ? discovered[i] : null;
			names[i] = (name != null) ? name : "arg" + i;
		}
		return names;
	}

	/**
	 * Returns the values of an annotation, with placeholders replaced.
	 */
	AnnotationAttributes resolved(MergedAnnotation<?> declared) {
		AnnotationAttributes annotation = declared.asAnnotationAttributes();
		annotation.replaceAll((name, value) -> resolved(value));
		return annotation;
	}

	private Object resolved(Object value) {
		if (value instanceof String[] texts) {
			return Arrays.stream(texts).map(this::resolved).toArray(String[]::new);
		}
		return (value instanceof String text) ? resolved(text) : value;
	}

	/**
	 * A placeholder without a value stays as it is.
	 */
	private String resolved(String text) {
		if (!text.contains("${")) {
			return text;
		}
		try {
			return this.placeholders.apply(text);
		}
		catch (RuntimeException ex) {
			logger.warn(text, () -> "A placeholder of @Observe or @ObserveTrace cannot be resolved: " + text);
			return text;
		}
	}

	private static @Nullable String textOrNull(String text) {
		return StringUtils.hasText(text) ? text : null;
	}

	/**
	 * Takes the annotations of a method.
	 */
	interface AnnotationConsumer {

		void accept(Method method, @Nullable MergedAnnotation<Observe> observe,
				@Nullable MergedAnnotation<ObserveTrace> trace);

	}

}
