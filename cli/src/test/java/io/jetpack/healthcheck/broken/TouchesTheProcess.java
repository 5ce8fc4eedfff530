package io.jetpack.healthcheck.broken;

/** Breaks: only Jetpack touches the streams, and only Jetpack ends the process. */
final class TouchesTheProcess {

  private TouchesTheProcess() {}

  static void end() {
    System.err.println("end");
    System.exit(1);
  }
}
