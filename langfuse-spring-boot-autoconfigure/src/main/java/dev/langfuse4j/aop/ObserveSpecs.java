package dev.langfuse4j.aop;

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

	private static final LogOnce logger = new LogOnce(ObserveSpecs.class);

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
	 * Has placeholders in the texts of annotations replaced.
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
	 * Whether anything is annotated in a class, or in what it extends and implements. Of
	 * most beans nothing is, which is said fast: each class is looked at once.
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
		return AnnotationUtils.isCandidateClass(type, Observe.class)
				&& (MergedAnnotations.from(type).isPresent(Observe.class)
						|| Arrays.stream(ReflectionUtils.getDeclaredMethods(type))
							.anyMatch((method) -> MergedAnnotations.from(method).isPresent(Observe.class)));
	}

	boolean isObserved(Method method, Class<?> targetClass) {
		return annotationOf(AopUtils.getMostSpecificMethod(method, targetClass), targetClass) != null;
	}

	/**
	 * Returns the project that the annotation of a method names, empty if there is none.
	 */
	String projectOf(Method method, Class<?> targetClass) {
		MergedAnnotation<Observe> annotation = annotationOf(AopUtils.getMostSpecificMethod(method, targetClass),
				targetClass);
		return (annotation != null) ? resolved(annotation.getString("project")) : "";
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
		MergedAnnotation<Observe> annotation = annotationOf(specific, type);
		return (annotation != null) ? read(annotation, specific, type) : null;
	}

	private static @Nullable MergedAnnotation<Observe> annotationOf(Method method, Class<?> type) {
		MergedAnnotation<Observe> onMethod = onMethod(method, type);
		if (onMethod.isPresent()) {
			return onMethod;
		}
		if (!Modifier.isPublic(method.getModifiers()) || ReflectionUtils.isObjectMethod(method) || method.isSynthetic()
				|| isForContainer(method, type)) {
			return null;
		}
		MergedAnnotation<Observe> onClass = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
			.get(Observe.class);
		return onClass.isPresent() ? onClass : null;
	}

	/**
	 * A superclass does not know the interfaces that its method implements for a
	 * subclass.
	 */
	private static MergedAnnotation<Observe> onMethod(Method method, Class<?> type) {
		MergedAnnotation<Observe> onMethod = onHierarchy(method);
		if (onMethod.isPresent() || method.getDeclaringClass() == type) {
			return onMethod;
		}
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.flatMap((implemented) -> Arrays.stream(implemented.getMethods()))
			.filter((declared) -> declared.getName().equals(method.getName())
					&& AopUtils.getMostSpecificMethod(declared, type).equals(method))
			.map(ObserveSpecs::onHierarchy)
			.filter(MergedAnnotation::isPresent)
			.findFirst()
			.orElse(onMethod);
	}

	private static MergedAnnotation<Observe> onHierarchy(Method method) {
		return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).get(Observe.class);
	}

	/**
	 * Whether the container invokes the method, such as a factory bean's
	 * {@code getObject}. An annotation on the class does not apply to such methods.
	 */
	private static boolean isForContainer(Method method, Class<?> type) {
		Class<?> declaring = ClassUtils.getInterfaceMethodIfPossible(method, type).getDeclaringClass();
		return declaring.isInterface() && declaring.getName().startsWith("org.springframework.beans.factory.");
	}

	private ObserveSpec read(MergedAnnotation<Observe> declared, Method method, Class<?> type) {
		AnnotationAttributes annotation = declared.asAnnotationAttributes();
		annotation.replaceAll((name, value) -> resolved(value));
		ObservationType observationType = annotation.getEnum("type");
		String[] parameters = namesOf(method);
		List<ExpressionVariable> others = this.variables.get()
			.stream()
			.filter((variable) -> !List.of(parameters).contains(variable.name()))
			.toList();
		String[] names = Stream.concat(Stream.of(parameters), others.stream().map(ExpressionVariable::name))
			.toArray(String[]::new);
		return new ObserveSpec(method, observesItself(method, type), parameters,
				name(annotation.getString("name"), declared, method), StringUtils.hasText(annotation.getString("name")),
				observationType, annotation.getEnum("captureInput"), annotation.getEnum("captureOutput"),
				annotation.getEnum("captureErrors"), new ObserveRedactions(method, type),
				ObserveExpression.of(method, names, "input", annotation.getString("input")),
				ObserveExpression.of(method, names, "output", annotation.getString("output")),
				MetadataExpression.read("metadata", annotation, method, names),
				textOrNull(annotation.getString("model")), textOrNull(annotation.getString("version")),
				annotation.getEnum("level"), annotation.getBoolean("newTrace"),
				KeyValues.of("langfuse.type", observationType.value(), "code.namespace", type.getName(),
						"code.function", nameOf(method)),
				ObserveAttributes.read(annotation, method, names),
				ObserveExpression.of(method, names, "traceSeed", annotation.getString("traceSeed")),
				ObserveExpression.ofText(method, names, "project", annotation.getString("project")), this.beans,
				others);
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
					+ " are recorded without their names: its sources are compiled without -parameters");
		}
		for (int i = 0; i < names.length; i++) {
			String name = (discovered != null) ? discovered[i] : null;
			names[i] = (name != null) ? name : "arg" + i;
		}
		return names;
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
			logger.warn(text, () -> "A placeholder of @Observe cannot be resolved: " + text);
			return text;
		}
	}

	private static @Nullable String textOrNull(String text) {
		return StringUtils.hasText(text) ? text : null;
	}

}
