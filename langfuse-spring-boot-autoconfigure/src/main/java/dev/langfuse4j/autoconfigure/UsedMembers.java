/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.asm.ClassReader;
import org.springframework.asm.Type;

/**
 * The types and members that a class uses, as its constant pool lists them.
 *
 * @param types the internal names of the types
 * @param members the fields and methods
 */
record UsedMembers(Set<String> types, Set<Member> members) {

	private static final int CLASS = 7;

	private static final int FIELD = 9;

	private static final int METHOD = 10;

	private static final int INTERFACE_METHOD = 11;

	static UsedMembers of(ClassReader reader) {
		UsedMembers used = new UsedMembers(new LinkedHashSet<>(), new LinkedHashSet<>());
		char[] buffer = new char[reader.getMaxStringLength()];
		for (int index = 1; index < reader.getItemCount(); index++) {
			int offset = reader.getItem(index);
			// The second half of a long or a double is no item
			int tag = (offset > 0) ? reader.readByte(offset - 1) : 0;
			switch (tag) {
				case CLASS -> used.add(reader.readUTF8(offset, buffer));
				case FIELD, METHOD, INTERFACE_METHOD -> used.add(reader, offset, buffer);
				default -> {
				}
			}
		}
		return used;
	}

	private void add(String type) {
		Type element = Type.getObjectType(type);
		if (element.getSort() == Type.ARRAY) {
			element = element.getElementType();
		}
		if (element.getSort() == Type.OBJECT) {
			this.types.add(element.getInternalName());
		}
	}

	private void add(ClassReader reader, int offset, char[] buffer) {
		String owner = reader.readClass(offset, buffer);
		if (!owner.startsWith("[")) {
			int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
			this.members
				.add(new Member(owner, reader.readUTF8(nameAndType, buffer), reader.readUTF8(nameAndType + 2, buffer)));
		}
	}

	/**
	 * A field or a method.
	 *
	 * @param owner the internal name of the type on which it is used
	 * @param name its name
	 * @param descriptor its descriptor
	 */
	record Member(String owner, String name, String descriptor) {

	}

}
