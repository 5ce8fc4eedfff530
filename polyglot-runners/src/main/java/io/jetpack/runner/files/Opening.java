package io.jetpack.runner.files;

/** The result of opening a directory. */
sealed interface Opening<E extends Entry> {

  /**
   * It is open.
   *
   * @param directory to be closed by whoever opened it
   */
  record Opened<E extends Entry>(OpenDirectory<E> directory) implements Opening<E> {}

  /**
   * It is not.
   *
   * @param why never {@link Attempt.Known#DONE}
   */
  record Failed<E extends Entry>(Attempt why) implements Opening<E> {}
}
