package io.jetpack.runner.files;

/** The name of something in a directory, exactly as the file system has it. */
interface Entry {

  /** The name for people, see {@link VisibleName}. */
  String text();

  /** Whether it was a directory when it was listed; a hint, since it may be exchanged. */
  boolean isDirectory();
}
