package io.jetpack.runner.files;

import java.util.Optional;

/**
 * A directory that is open, and what can be done to its entries. No call follows a link that is an
 * entry. Not thread-safe.
 *
 * @param <E> how this kind of directory names its entries
 */
interface OpenDirectory<E extends Entry> extends AutoCloseable {

  /**
   * The next entry, without {@code .} and {@code ..}; empty at the end, and where the directory
   * cannot be read any further. Entries that are made or removed meanwhile may be left out.
   */
  Optional<E> next();

  /** Removes what is not a directory. */
  Attempt unlink(E entry);

  /** Removes an empty directory, on which nothing is mounted. */
  Attempt removeDirectory(E entry);

  /**
   * Opens a directory that is in the same mount as this one. Where its mode keeps its owner out,
   * the mode is changed.
   */
  Opening<E> open(E entry);

  /** Lets the owner of this directory list and change it, and says whether that was possible. */
  boolean permit();

  /** Lets the owner of a directory in this one list and change it, where that is possible. */
  void permit(E entry);

  /** Moves a directory into another one of the same tree, under another name. */
  Attempt move(E entry, OpenDirectory<E> target, E name);

  /** An entry of this kind that may not exist. */
  E entry(String plainName);

  @Override
  void close();
}
