/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A directory of one process, which holds a lock while it runs. The lock ends with the
 * process, however it ends, and another process may take over the remaining files. While
 * it is in use its name ends with that of the {@link VirtualMachine}, which therefore
 * never opens the lock file a second time: closing that would give the lock back.
 */
final class OwnedDirectory implements Closeable {

	private static final String LOCK = "lock";

	private static final String IN_USE = "." + VirtualMachine.ID;

	private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\\..+)?");

	private static final int ATTEMPTS = 10;

	private final Path parent;

	private final Path path;

	private final FileChannel lockFile;

	private OwnedDirectory(Path parent, Path path, FileChannel lockFile) {
		this.parent = parent;
		this.path = path;
		this.lockFile = lockFile;
	}

	/**
	 * Makes a directory of our own below another.
	 */
	static OwnedDirectory create(Path parent) throws IOException {
		PrivateFiles.createDirectories(parent);
		for (int i = 0; i < ATTEMPTS; i++) {
			Path path = parent.resolve(UUID.randomUUID() + IN_USE);
			PrivateFiles.createDirectory(path);
			FileChannel lockFile = createLock(path);
			if (lockFile != null) {
				return new OwnedDirectory(parent, path, lockFile);
			}
		}
		throw new IOException("No directory can be locked");
	}

	/**
	 * Creates and locks the lock file.
	 * @return the file, or {@code null} if another process was faster and took the
	 * directory for one that is left
	 */
	private static @Nullable FileChannel createLock(Path directory) throws IOException {
		Path file = directory.resolve(LOCK);
		try {
			FileChannel lockFile = locked(PrivateFiles.create(file));
			if (lockFile == null || Files.exists(file)) {
				return lockFile;
			}
			lockFile.close();
			return null;
		}
		catch (NoSuchFileException ex) {
			return null;
		}
		catch (IOException ex) {
			PrivateFiles.discard(file);
			PrivateFiles.discard(directory);
			throw ex;
		}
	}

	/**
	 * Does something with each file in the directories below another whose owners are
	 * gone. Directories that are empty then are removed.
	 * @param parent the directory above
	 * @param work done with each file
	 * @param failures told of failures, which do not keep the other files from their turn
	 * @throws IOException if it cannot be read which directories there are
	 */
	static void takeOver(Path parent, Work work, Consumer<IOException> failures) throws IOException {
		List<Path> directories = PrivateFiles.list(parent, NAME);
		synchronized (VirtualMachine.MUTEX) {
			for (Path directory : directories) {
				FileChannel lockFile = isInUseHere(directory) ? null : tryLock(directory);
				if (lockFile != null) {
					try (OwnedDirectory left = new OwnedDirectory(parent, directory, lockFile)) {
						left.forEach(work, failures);
					}
					catch (IOException ex) {
						failures.accept(ex);
					}
				}
			}
		}
	}

	private void forEach(Work work, Consumer<IOException> failures) throws IOException {
		for (Path file : files()) {
			try {
				work.accept(file);
			}
			catch (IOException ex) {
				failures.accept(ex);
			}
		}
	}

	private static boolean isInUseHere(Path directory) {
		return directory.getFileName().toString().endsWith(IN_USE);
	}

	private static @Nullable FileChannel tryLock(Path directory) {
		try {
			return locked(PrivateFiles.open(directory.resolve(LOCK)));
		}
		catch (NoSuchFileException ex) {
			// Its owner ended, or will be refused, before it made the file or after it
			// removed it
			PrivateFiles.discard(directory);
			return null;
		}
		catch (IOException ex) {
			// It belongs to somebody else
			return null;
		}
	}

	/**
	 * Locks a file, or closes it.
	 */
	private static @Nullable FileChannel locked(FileChannel lockFile) throws IOException {
		boolean locked = false;
		try {
			locked = lockFile.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			// Somebody in this process who is not known to us
		}
		finally {
			if (!locked) {
				lockFile.close();
			}
		}
		return locked ? lockFile : null;
	}

	Path path() {
		return this.path;
	}

	/**
	 * Makes another one beside this one.
	 */
	OwnedDirectory another() throws IOException {
		return create(this.parent);
	}

	private List<Path> files() throws IOException {
		return PrivateFiles.list(this.path, SegmentName.ANY);
	}

	/**
	 * Releases it: removes it if it is empty, otherwise others may take it over, also in
	 * this process.
	 */
	@Override
	public void close() throws IOException {
		synchronized (VirtualMachine.MUTEX) {
			boolean removed = false;
			boolean released;
			try (this.lockFile) {
				if (files().isEmpty()) {
					removed = Files.deleteIfExists(this.path.resolve(LOCK));
				}
				released = removed || release();
			}
			if (removed) {
				Files.deleteIfExists(this.path);
			}
			else if (!released) {
				// Windows moves nothing that is open
				release();
			}
		}
	}

	private boolean release() {
		if (isInUseHere(this.path)) {
			String name = this.path.getFileName().toString();
			try {
				Files.move(this.path, this.path.resolveSibling(name.substring(0, name.length() - IN_USE.length())),
						StandardCopyOption.ATOMIC_MOVE);
			}
			catch (IOException ex) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Does something with a file.
	 */
	interface Work {

		void accept(Path file) throws IOException;

	}

}
