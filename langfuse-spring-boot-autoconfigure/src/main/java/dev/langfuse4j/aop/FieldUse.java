/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Whether a method uses fields of its object, itself or in methods that it calls and that
 * cannot be overridden, according to the byte code of its class.
 */
final class FieldUse {

	private FieldUse() {
	}

	static boolean isIn(Method method) {
		Class<?> declaring = method.getDeclaringClass();
		try (InputStream code = declaring.getResourceAsStream(ClassUtils.getClassFileName(declaring))) {
			if (code != null) {
				ClassCode visitor = new ClassCode(declaring);
				new ClassReader(code).accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
				return visitor.usesFields(method.getName() + Type.getMethodDescriptor(method));
			}
		}
		catch (IOException | RuntimeException ex) {
			// As without the code
		}
		return true;
	}

	private static final class ClassCode extends ClassVisitor {

		private final Set<String> classes = new HashSet<>();

		private final String name;

		private final Map<String, MethodCode> methods = new HashMap<>();

		ClassCode(Class<?> type) {
			super(SpringAsmInfo.ASM_VERSION);
			this.name = Type.getInternalName(type);
			for (Class<?> extended = type; extended != null; extended = extended.getSuperclass()) {
				this.classes.add(Type.getInternalName(extended));
			}
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
				String @Nullable [] exceptions) {
			MethodCode method = new MethodCode(this, access);
			this.methods.put(name + descriptor, method);
			return method;
		}

		boolean usesFields(String method) {
			Set<String> seen = new HashSet<>();
			Deque<String> open = new ArrayDeque<>(Set.of(method));
			while (!open.isEmpty()) {
				String next = open.remove();
				MethodCode code = this.methods.get(next);
				if (code != null && code.isFixed() && seen.add(next)) {
					if (code.usesFields) {
						return true;
					}
					open.addAll(code.calls);
				}
			}
			return false;
		}

	}

	private static final class MethodCode extends MethodVisitor {

		private final ClassCode type;

		private final int access;

		private final Set<String> calls = new HashSet<>();

		private boolean usesFields;

		MethodCode(ClassCode type, int access) {
			super(SpringAsmInfo.ASM_VERSION);
			this.type = type;
			this.access = access;
		}

		/**
		 * Whether calls on a proxy are not forwarded to the bean.
		 */
		boolean isFixed() {
			return (this.access & (Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) != 0;
		}

		@Override
		public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
			if ((opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD) && this.type.classes.contains(owner)) {
				this.usesFields = true;
			}
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			if (owner.equals(this.type.name)) {
				this.calls.add(name + descriptor);
			}
			else if (opcode == Opcodes.INVOKESPECIAL && this.type.classes.contains(owner)) {
				// The code of superclasses is not analyzed
				this.usesFields = true;
			}
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
			for (Object argument : arguments) {
				if (argument instanceof Handle handle && handle.getOwner().equals(this.type.name)) {
					this.calls.add(handle.getName() + handle.getDesc());
				}
			}
		}

	}

}
