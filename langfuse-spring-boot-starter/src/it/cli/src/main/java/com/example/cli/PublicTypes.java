package com.example.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import dev.langfuse4j.Langfuse;

import org.springframework.asm.ClassReader;
import org.springframework.asm.Opcodes;

/**
 * Prints of each public type of the library whether its signatures can be read on this
 * application's class path, which has no library that the starter does not bring.
 */
public final class PublicTypes {

	private PublicTypes() {
	}

	public static void main(String[] args) throws Exception {
		Path jar = Path.of(Langfuse.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		for (String type : publicTypes(jar)) {
			try {
				readSignatures(Class.forName(type, false, PublicTypes.class.getClassLoader()));
				System.out.println("readable " + type);
			}
			catch (LinkageError | TypeNotPresentException ex) {
				System.out.println("unreadable " + type + " " + ex);
			}
		}
	}

	/**
	 * The bytes say what is public: a type that cannot be loaded could not be asked.
	 */
	private static Set<String> publicTypes(Path jar) throws IOException {
		Set<String> types = new TreeSet<>();
		try (JarFile file = new JarFile(jar.toFile())) {
			for (JarEntry entry : file.stream().filter((entry) -> isType(entry.getName())).toList()) {
				try (InputStream bytes = file.getInputStream(entry)) {
					ClassReader reader = new ClassReader(bytes);
					if ((reader.getAccess() & Opcodes.ACC_PUBLIC) != 0) {
						types.add(reader.getClassName().replace('/', '.'));
					}
				}
			}
		}
		types.removeIf((type) -> !isPublicAround(type, types));
		return types;
	}

	private static boolean isType(String name) {
		return name.startsWith("dev/langfuse4j/") && name.endsWith(".class") && !name.endsWith("-info.class");
	}

	private static boolean isPublicAround(String type, Set<String> publicTypes) {
		for (int end = type.lastIndexOf('$'); end > 0; end = type.lastIndexOf('$', end - 1)) {
			if (!publicTypes.contains(type.substring(0, end))) {
				return false;
			}
		}
		return true;
	}

	private static void readSignatures(Class<?> type) {
		type.getGenericSuperclass();
		type.getGenericInterfaces();
		for (Method method : type.getMethods()) {
			method.getGenericReturnType();
			method.getGenericParameterTypes();
			method.getGenericExceptionTypes();
		}
		for (Constructor<?> constructor : type.getConstructors()) {
			constructor.getGenericParameterTypes();
			constructor.getGenericExceptionTypes();
		}
		for (Field field : type.getFields()) {
			field.getGenericType();
		}
	}

}
