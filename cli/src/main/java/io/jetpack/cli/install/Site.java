package io.jetpack.cli.install;

import io.jetpack.cli.node.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What all steps work with.
 *
 * @param root where the installed system begins
 * @param names where things are in it
 * @param disk changes files
 * @param ownership knows who files belong to
 * @param accounts knows users and groups
 * @param tools runs programs
 * @param manifest what was installed before, and is being installed
 */
record Site(
    Root root,
    Names names,
    Disk disk,
    Ownership ownership,
    Accounts accounts,
    Tools tools,
    Manifest manifest) {

  /** The folders above something that are not there, the uppermost first. */
  List<String> missingFolders(String path) throws IOException {
    List<String> missing = new ArrayList<>();
    Path above = Path.of(path).getParent();
    while (above != null && above.getNameCount() > 0 && !Files.exists(root.at(above.toString()))) {
      missing.addFirst(above.toString());
      above = above.getParent();
    }
    return missing;
  }

  /** Makes the folders above something. */
  void makeFolders(String path) throws IOException, InterruptedException {
    for (String folder : missingFolders(path)) {
      disk.makeFolder(root.at(folder), Access.root(0755));
    }
  }

  /** Entries for the folders that {@link #makeFolders} would make. */
  List<Manifest.Entry> entriesAbove(String path) throws IOException {
    return missingFolders(path).stream()
        .map(folder -> new Manifest.Entry(Manifest.Kind.FOLDER, folder))
        .toList();
  }

  /**
   * Looks whether something can be made or exchanged.
   *
   * @throws Obstacle when not
   */
  void requireWritable(String path) throws IOException {
    Path above = root.at(path).getParent();
    while (above != null && Files.notExists(above, LinkOption.NOFOLLOW_LINKS)) {
      above = above.getParent();
    }
    if (above != null && !Files.isWritable(above)) {
      boolean readOnly = new Volume(above).isReadOnly();
      throw new Obstacle(
          "'%s' can not be changed: %s"
              .formatted(
                  above,
                  readOnly
                      ? "it is on a read-only file system; mount it writable (mount -o remount,rw)"
                      : "permission denied"));
    }
  }
}
