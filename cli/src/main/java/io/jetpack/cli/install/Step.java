package io.jetpack.cli.install;

import java.io.IOException;
import java.util.List;

/** One thing that an installation sees to. Doing it twice is doing it once. */
interface Step {

  /** What there is after it, as in {@code folder '/opt/cycle/jetpack'}. */
  String name();

  /**
   * Looks whether it has been done, and changes nothing.
   *
   * @throws Obstacle when somebody has to do something first
   */
  Finding look() throws IOException, InterruptedException;

  /**
   * Does it.
   *
   * @return what is worth telling about it; may be empty
   * @throws Obstacle when somebody has to do something first
   */
  String apply() throws IOException, InterruptedException;

  /** What an uninstallation has to take away, if this step is going to make it. */
  default List<Manifest.Entry> makes() throws IOException, InterruptedException {
    return List.of();
  }
}
