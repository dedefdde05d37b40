/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Directories and files that only their owner can read, if the file system supports
 * owners. Does not follow a link in the place of a file.
 */
final class PrivateFiles {

	private PrivateFiles() {
	}

	/**
	 * Creates a directory and its parents. An existing directory is left unchanged.
	 */
	static void createDirectories(Path directory) throws IOException {
		if (!Files.isDirectory(directory)) {
			Files.createDirectories(directory, attributes(directory, "rwx------"));
		}
	}

	static void createDirectory(Path directory) throws IOException {
		Files.createDirectory(directory, attributes(directory, "rwx------"));
	}

	/**
	 * Opens a new file.
	 */
	static FileChannel create(Path file) throws IOException {
		Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
				StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
		return FileChannel.open(file, options, attributes(file, "rw-------"));
	}

	/**
	 * Opens a file that is there.
	 */
	static FileChannel open(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Lists a directory, in the order of the names.
	 * @param directory the directory
	 * @param names the names to list: files of others are not even looked at
	 */
	static List<Path> list(Path directory, Pattern names) throws IOException {
		List<Path> paths = new ArrayList<>();
		try (DirectoryStream<Path> all = Files.newDirectoryStream(directory,
				(path) -> names.matcher(path.getFileName().toString()).matches())) {
			all.forEach(paths::add);
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		paths.sort(null);
		return paths;
	}

	/**
	 * Removes a file or an empty directory if that is possible.
	 */
	static void discard(Path path) {
		try {
			Files.deleteIfExists(path);
		}
		catch (IOException ex) {
			// It was of no use, and harms nobody
		}
	}

	private static FileAttribute<?>[] attributes(Path path, String permissions) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

}
