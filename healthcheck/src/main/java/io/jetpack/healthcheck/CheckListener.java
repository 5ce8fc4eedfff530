package io.jetpack.healthcheck;

/** Hears of the progress of a run, from the threads that run the checks, many at once. */
public interface CheckListener {

  /** The check begins to run. */
  void started(Check check);

  /** The check has ended. Not called for one that was interrupted. */
  void finished(CheckResult result);

  /** Hears and does nothing. */
  CheckListener SILENT =
      new CheckListener() {
        @Override
        public void started(Check check) {}

        @Override
        public void finished(CheckResult result) {}
      };
}
