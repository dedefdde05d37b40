/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;
import org.springframework.stereotype.Service;

/**
 * Writes classes of beans with some methods each, on none of which anything is annotated.
 */
final class ManyBeans {

	private static final int METHODS = 8;

	private ManyBeans() {
	}

	static void write(Path directory, int count) {
		try {
			for (int i = 0; i < count; i++) {
				Path file = directory.resolve(StartUpApplication.beanName(i).replace('.', '/') + ".class");
				Files.createDirectories(file.getParent());
				Files.write(file, bean(StartUpApplication.beanName(i)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] bean(String name) {
		ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
		type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name.replace('.', '/'), null,
				"java/lang/Object", null);
		type.visitAnnotation(Type.getDescriptor(Service.class), true).visitEnd();
		MethodVisitor constructor = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
		constructor.visitCode();
		constructor.visitVarInsn(Opcodes.ALOAD, 0);
		constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
		constructor.visitInsn(Opcodes.RETURN);
		constructor.visitMaxs(0, 0);
		constructor.visitEnd();
		for (int i = 0; i < METHODS; i++) {
			MethodVisitor method = type.visitMethod(Opcodes.ACC_PUBLIC, "method" + i,
					"(Ljava/lang/String;)Ljava/lang/String;", null, null);
			method.visitCode();
			method.visitVarInsn(Opcodes.ALOAD, 1);
			method.visitInsn(Opcodes.ARETURN);
			method.visitMaxs(0, 0);
			method.visitEnd();
		}
		type.visitEnd();
		return type.toByteArray();
	}

}
