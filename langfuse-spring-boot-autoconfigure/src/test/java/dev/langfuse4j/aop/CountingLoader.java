/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.core.OverridingClassLoader;

/**
 * Loads this library anew, with each method telling {@link MethodExecutions} that it
 * begins.
 */
final class CountingLoader extends OverridingClassLoader {

	CountingLoader() {
		super(CountingLoader.class.getClassLoader());
	}

	@Override
	protected boolean isEligibleForOverriding(String className) {
		return className.startsWith("dev.langfuse4j.") && !className.startsWith(MethodExecutions.class.getName());
	}

	@Override
	protected byte[] transformIfNecessary(String name, byte[] bytes) {
		ClassReader reader = new ClassReader(bytes);
		ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
		reader.accept(new ClassVisitor(SpringAsmInfo.ASM_VERSION, writer) {
			@Override
			public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
					String[] exceptions) {
				MethodVisitor target = super.visitMethod(access, method, descriptor, signature, exceptions);
				return method.equals("<clinit>") ? target : new Telling(target, name, method);
			}
		}, 0);
		return writer.toByteArray();
	}

	private static final class Telling extends MethodVisitor {

		private final String type;

		private final String method;

		Telling(MethodVisitor target, String type, String method) {
			super(SpringAsmInfo.ASM_VERSION, target);
			this.type = type;
			this.method = method;
		}

		@Override
		public void visitCode() {
			super.visitCode();
			visitLdcInsn(this.type);
			visitLdcInsn(this.method);
			visitMethodInsn(Opcodes.INVOKESTATIC, MethodExecutions.class.getName().replace('.', '/'), "begins",
					"(Ljava/lang/String;Ljava/lang/String;)V", false);
		}

	}

}
