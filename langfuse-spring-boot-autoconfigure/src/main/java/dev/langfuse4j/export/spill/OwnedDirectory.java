package dev.langfuse4j.export.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A directory of one process, which holds a lock while it lives: the lock goes with the
 * process, however that ends, and another one may take what is left.
 */
final class OwnedDirectory implements Closeable {

	private static final String LOCK = "lock";

	private static final int ATTEMPTS = 10;

	private final Path path;

	private final FileChannel lockFile;

	private OwnedDirectory(Path path, FileChannel lockFile) {
		this.path = path;
		this.lockFile = lockFile;
	}

	/**
	 * Makes a directory of our own below another.
	 */
	static OwnedDirectory create(Path parent) throws IOException {
		PrivateFiles.createDirectories(parent);
		for (int i = 0; i < ATTEMPTS; i++) {
			Path path = parent.resolve(UUID.randomUUID().toString());
			PrivateFiles.createDirectory(path);
			try {
				FileChannel lockFile = PrivateFiles.create(path.resolve(LOCK));
				if (lock(lockFile) != null && Files.exists(path.resolve(LOCK))) {
					return new OwnedDirectory(path, lockFile);
				}
				lockFile.close();
			}
			catch (NoSuchFileException ex) {
				// Another process took it for one that is left
			}
		}
		throw new IOException("No directory can be locked");
	}

	/**
	 * Takes the directories below another whose processes are gone.
	 */
	static List<OwnedDirectory> adopt(Path parent) throws IOException {
		List<OwnedDirectory> adopted = new ArrayList<>();
		if (!Files.isDirectory(parent)) {
			return adopted;
		}
		try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, Files::isDirectory)) {
			for (Path other : others) {
				FileChannel lockFile = tryLock(other);
				if (lockFile != null) {
					adopted.add(new OwnedDirectory(other, lockFile));
				}
			}
		}
		return adopted;
	}

	private static @Nullable FileChannel tryLock(Path directory) {
		try {
			FileChannel lockFile = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
			if (lock(lockFile) != null) {
				return lockFile;
			}
			lockFile.close();
		}
		catch (IOException ex) {
			// Not one of ours, or of somebody else, or just taken by another process
		}
		return null;
	}

	private static @Nullable FileLock lock(FileChannel lockFile) throws IOException {
		try {
			return lockFile.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			// Another application context in this process
			return null;
		}
	}

	Path path() {
		return this.path;
	}

	/**
	 * The files in it but the lock, oldest first.
	 */
	List<Path> files() throws IOException {
		List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> all = Files.newDirectoryStream(this.path, "*" + SpillStore.SUFFIX)) {
			all.forEach(files::add);
		}
		files.sort(null);
		return files;
	}

	/**
	 * Gives it back, and removes it if nothing is left in it.
	 */
	@Override
	public void close() throws IOException {
		boolean empty = files().isEmpty();
		if (empty) {
			Files.deleteIfExists(this.path.resolve(LOCK));
		}
		this.lockFile.close();
		if (empty) {
			Files.deleteIfExists(this.path);
		}
	}

}
