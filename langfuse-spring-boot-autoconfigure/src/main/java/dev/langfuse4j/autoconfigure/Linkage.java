/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.autoconfigure.UsedMembers.Member;
import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.util.ClassUtils;

/**
 * Whether the types and members that classes use are there, as the virtual machine would
 * find out one by one when they run. Nothing is loaded.
 */
final class Linkage {

	private static final String OURS = "dev/langfuse4j/";

	private final ClassLoader classLoader;

	private final String room;

	private final List<String> absent;

	private final Map<String, @Nullable Members> libraries = new HashMap<>();

	/**
	 * Determines the types and members that {@code room} needs.
	 * @param classLoader where everything is looked for
	 * @param room the package of our code
	 * @param absent packages that are not looked for
	 */
	Linkage(ClassLoader classLoader, String room, List<String> absent) {
		this.classLoader = classLoader;
		this.room = path(room);
		this.absent = absent.stream().map(Linkage::path).toList();
	}

	/**
	 * Returns the first type or member that one of these classes uses, or a class of the
	 * room that they use, and that does not exist.
	 * @param classes names of classes
	 * @return the missing type or member, or {@code null}
	 */
	@Nullable String missing(Collection<String> classes) {
		Set<String> seen = new HashSet<>();
		Deque<String> open = new ArrayDeque<>(classes.stream().map((name) -> name.replace('.', '/')).toList());
		while (!open.isEmpty()) {
			String next = open.remove();
			if (seen.add(next)) {
				ClassReader reader = read(next);
				if (reader != null) {
					UsedMembers used = UsedMembers.of(reader);
					String missing = missing(used);
					if (missing != null) {
						return missing;
					}
					used.types().stream().filter((type) -> type.startsWith(this.room)).forEach(open::add);
				}
			}
		}
		return null;
	}

	private @Nullable String missing(UsedMembers used) {
		for (String type : used.types()) {
			if (isLibrary(type) && members(type) == null && this.absent.stream().noneMatch(type::startsWith)) {
				return ClassUtils.convertResourcePathToClassName(type);
			}
		}
		for (Member member : used.members()) {
			if (isLibrary(member.owner()) && !exists(member.owner(), member.name() + member.descriptor())) {
				return ClassUtils.convertResourcePathToClassName(member.owner()) + "." + member.name();
			}
		}
		return null;
	}

	private boolean exists(String type, String member) {
		Members members = members(type);
		return members == null || members.keys().contains(member)
				|| members.parents().stream().anyMatch((parent) -> exists(parent, member));
	}

	/**
	 * Returns whether a type belongs to a library. The compiler checks types of the JDK
	 * and of Langfuse.
	 */
	private static boolean isLibrary(String type) {
		return !type.startsWith("java/") && !type.startsWith("javax/") && !type.startsWith(OURS);
	}

	private @Nullable Members members(String type) {
		if (!this.libraries.containsKey(type)) {
			ClassReader reader = read(type);
			Members members = null;
			if (reader != null) {
				members = new Members(new HashSet<>(), new HashSet<>(Arrays.asList(reader.getInterfaces())));
				if (reader.getSuperName() != null) {
					members.parents().add(reader.getSuperName());
				}
				reader.accept(new DeclaredMembers(members.keys()),
						ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
			}
			this.libraries.put(type, members);
		}
		return this.libraries.get(type);
	}

	private @Nullable ClassReader read(String type) {
		try (InputStream bytes = this.classLoader.getResourceAsStream(type + ".class")) {
			return (bytes != null) ? new ClassReader(bytes) : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String path(String packageName) {
		return packageName.replace('.', '/') + "/";
	}

	private record Members(Set<String> keys, Set<String> parents) {

	}

	private static final class DeclaredMembers extends ClassVisitor {

		private final Set<String> keys;

		DeclaredMembers(Set<String> keys) {
			super(SpringAsmInfo.ASM_VERSION);
			this.keys = keys;
		}

		@Override
		public @Nullable MethodVisitor visitMethod(int access, String name, String descriptor,
				@Nullable String signature, String @Nullable [] exceptions) {
			this.keys.add(name + descriptor);
			return null;
		}

		@Override
		public @Nullable FieldVisitor visitField(int access, String name, String descriptor, @Nullable String signature,
				@Nullable Object value) {
			this.keys.add(name + descriptor);
			return null;
		}

	}

}
