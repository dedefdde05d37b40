/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;

/**
 * The real file system, with as much room as a test says, failures where it wants them,
 * and a count of the files that are open: what a test cannot rely on to mount. Locks are
 * those of the operating system.
 */
public final class TroubledDisk extends FileSystemProvider {

	private final FileSystem real = FileSystems.getDefault();

	private final FileSystemProvider provider = this.real.provider();

	private final FileSystem fileSystem = new TroubledFileSystem(this, this.real);

	final AtomicLong room = new AtomicLong(1L << 50);

	final AtomicInteger open = new AtomicInteger();

	private volatile Trouble trouble = (operation, path) -> {
	};

	/**
	 * The same path on this disk.
	 */
	public Path path(Path path) {
		return (Path) Proxy.newProxyInstance(TroubledDisk.class.getClassLoader(), new Class<?>[] { Path.class },
				(proxy, method, args) -> {
					if (method.getName().equals("getFileSystem")) {
						return this.fileSystem;
					}
					Object[] real = (args != null) ? args.clone() : new Object[0];
					for (int i = 0; i < real.length; i++) {
						real[i] = (real[i] instanceof Path other) ? real(other) : real[i];
					}
					try {
						Object result = method.invoke(path, real);
						return (result instanceof Path found) ? path(found) : result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	/**
	 * Leaves room for a number of bytes from now on.
	 */
	public void room(long bytes) {
		this.room.set(bytes);
	}

	public long room() {
		return this.room.get();
	}

	/**
	 * Fails from now on where this does.
	 */
	public void trouble(Trouble trouble) {
		this.trouble = trouble;
	}

	/**
	 * Returns the number of open files.
	 */
	public int open() {
		return this.open.get();
	}

	void attempt(String operation, Path real) throws IOException {
		this.trouble.attempt(operation, real);
	}

	private Path real(Path path) {
		return (path.getFileSystem() == this.fileSystem) ? this.real.getPath(path.toString()) : path;
	}

	@Override
	public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
			throws IOException {
		attempt("open", real(path));
		return new TroubledChannel(this, real(path), this.provider.newFileChannel(real(path), options, attributes));
	}

	@Override
	public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
			FileAttribute<?>... attributes) throws IOException {
		return newFileChannel(path, options, attributes);
	}

	@Override
	public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
			throws IOException {
		attempt("list", real(directory));
		DirectoryStream<Path> all = this.provider.newDirectoryStream(real(directory),
				(path) -> filter.accept(path(path)));
		return new DirectoryStream<>() {

			@Override
			public Iterator<Path> iterator() {
				return StreamSupport.stream(all.spliterator(), false).map(TroubledDisk.this::path).iterator();
			}

			@Override
			public void close() throws IOException {
				all.close();
			}

		};
	}

	@Override
	public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
		attempt("createDirectory", real(directory));
		this.provider.createDirectory(real(directory), attributes);
	}

	@Override
	public void delete(Path path) throws IOException {
		attempt("delete", real(path));
		long size = Files.isRegularFile(real(path)) ? Files.size(real(path)) : 0;
		this.provider.delete(real(path));
		this.room.addAndGet(size);
	}

	@Override
	public void move(Path source, Path target, CopyOption... options) throws IOException {
		attempt("move", real(source));
		this.provider.move(real(source), real(target), options);
	}

	@Override
	public void copy(Path source, Path target, CopyOption... options) throws IOException {
		this.provider.copy(real(source), real(target), options);
	}

	@Override
	public boolean isSameFile(Path path, Path other) throws IOException {
		return this.provider.isSameFile(real(path), real(other));
	}

	@Override
	public boolean isHidden(Path path) throws IOException {
		return this.provider.isHidden(real(path));
	}

	@Override
	public FileStore getFileStore(Path path) throws IOException {
		return this.provider.getFileStore(real(path));
	}

	@Override
	public void checkAccess(Path path, AccessMode... modes) throws IOException {
		this.provider.checkAccess(real(path), modes);
	}

	@Override
	public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
		return this.provider.getFileAttributeView(real(path), type, options);
	}

	@Override
	public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
			throws IOException {
		return this.provider.readAttributes(real(path), type, options);
	}

	@Override
	public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
		return this.provider.readAttributes(real(path), attributes, options);
	}

	@Override
	public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
		this.provider.setAttribute(real(path), attribute, value, options);
	}

	@Override
	public String getScheme() {
		return "troubled";
	}

	@Override
	public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
		throw new UnsupportedOperationException();
	}

	@Override
	public FileSystem getFileSystem(URI uri) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Path getPath(URI uri) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Decides what fails.
	 */
	public interface Trouble {

		/**
		 * Throws what the operation fails with, if it does.
		 * @param operation {@code open}, {@code lock}, {@code read}, {@code write},
		 * {@code truncate}, {@code force}, {@code list}, {@code createDirectory},
		 * {@code delete} or {@code move}
		 * @param path the real path
		 */
		void attempt(String operation, Path path) throws IOException;

	}

}
