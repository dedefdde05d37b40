package dev.langfuse4j.capture;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Set;

import dev.langfuse4j.mask.Redaction;
import dev.langfuse4j.mask.SecretNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ser.BeanPropertyWriter;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Which values are secret: by an annotation on a class, a field, a getter or a record
 * component, or by name. Wiring.
 */
public final class Redactions {

	private final @Nullable Class<? extends Annotation> annotation;

	private final SecretNames names;

	/**
	 * Creates the rules.
	 * @param annotation what marks a secret value, also as a meta-annotation, or
	 * {@code null} for none
	 * @param names the names of secret values
	 */
	public Redactions(@Nullable Class<? extends Annotation> annotation, Collection<String> names) {
		this.annotation = annotation;
		this.names = new SecretNames(names);
	}

	/**
	 * No value is secret.
	 * @return the rules
	 */
	public static Redactions none() {
		return new Redactions(null, Set.of());
	}

	boolean isSecretName(String name) {
		return this.names.contains(name);
	}

	boolean isSecretType(Class<?> type) {
		return type == Redaction.class || isAnnotated(type);
	}

	boolean isSecretProperty(BeanPropertyWriter property) {
		if (isSecretName(property.getName())) {
			return true;
		}
		Member member = (property.getMember() != null) ? property.getMember().getMember() : null;
		return member != null && (isSecretName(member.getName()) || isMemberAnnotated(member));
	}

	/**
	 * The annotation may be on what Jackson reads, or on the private field or the record
	 * component behind it.
	 */
	private boolean isMemberAnnotated(Member member) {
		if (member instanceof AnnotatedElement element && isAnnotated(element)) {
			return true;
		}
		String name = propertyName(member);
		Class<?> type = member.getDeclaringClass();
		Field field = ReflectionUtils.findField(type, name);
		if (field != null && isAnnotated(field)) {
			return true;
		}
		if (type.isRecord()) {
			for (RecordComponent component : type.getRecordComponents()) {
				if (component.getName().equals(name) && isAnnotated(component)) {
					return true;
				}
			}
		}
		return member instanceof Field && isGetterAnnotated(type, StringUtils.capitalize(name));
	}

	private boolean isGetterAnnotated(Class<?> type, String name) {
		Method getter = ReflectionUtils.findMethod(type, "get" + name);
		Method is = ReflectionUtils.findMethod(type, "is" + name);
		return (getter != null && isAnnotated(getter)) || (is != null && isAnnotated(is));
	}

	private boolean isAnnotated(AnnotatedElement element) {
		return this.annotation != null
				&& MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(this.annotation);
	}

	private static String propertyName(Member member) {
		String name = member.getName();
		if (member instanceof Method) {
			for (String prefix : new String[] { "get", "is" }) {
				if (name.length() > prefix.length() && name.startsWith(prefix)
						&& Character.isUpperCase(name.charAt(prefix.length()))) {
					return StringUtils.uncapitalizeAsProperty(name.substring(prefix.length()));
				}
			}
		}
		return name;
	}

}
