/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes over the files of processes that are gone. A file that cannot be taken stays
 * where it is, and the others are taken all the same.
 */
final class Takeover {

	private final long earliest;

	private final SpillListener listener;

	/**
	 * Creates a takeover.
	 * @param earliest the time before which files are given up
	 * @param listener is notified of the found requests
	 */
	Takeover(long earliest, SpillListener listener) {
		this.earliest = earliest;
		this.listener = listener;
	}

	/**
	 * Moves the files of former processes below a directory into one of this process.
	 * @return the files that are not empty, oldest first
	 */
	List<Segment> adopt(Path parent, OwnedDirectory own) throws IOException {
		List<Path> moved = new ArrayList<>();
		OwnedDirectory.takeOver(parent, (file) -> {
			Path target = own.path().resolve(file.getFileName());
			moved.add(Files.move(file, target, StandardCopyOption.ATOMIC_MOVE));
		}, this.listener::failed);
		List<Segment> adopted = new ArrayList<>();
		for (Path file : moved) {
			try {
				Segment segment = Segment.open(file, this.listener);
				if (segment.observations() > 0) {
					this.listener.of(segment.kind()).adopted(segment.observations());
					adopted.add(segment);
				}
				else {
					segment.delete();
				}
			}
			catch (IOException ex) {
				// The next owner of the directory tries again
				this.listener.failed(ex);
			}
		}
		adopted.sort(Comparator.comparingLong(Segment::created));
		return adopted;
	}

	/**
	 * Removes old files of projects whose keys are no longer used, because no process
	 * takes them over.
	 * @param directory the directory above those of the projects
	 * @param names the names of these
	 * @param own the directory of this project
	 */
	void expire(Path directory, Pattern names, Path own) throws IOException {
		for (Path project : PrivateFiles.list(directory, names)) {
			if (!project.equals(own)) {
				try {
					OwnedDirectory.takeOver(project, this::expire, this.listener::failed);
				}
				catch (IOException ex) {
					// It belongs to somebody else, or is no directory
				}
			}
		}
	}

	private void expire(Path file) throws IOException {
		if (SegmentName.created(file) < this.earliest) {
			Segment segment = Segment.open(file, this.listener);
			segment.delete();
			SpillListener heard = this.listener.of(segment.kind());
			heard.adopted(segment.observations());
			heard.expired(segment.observations());
		}
	}

}
