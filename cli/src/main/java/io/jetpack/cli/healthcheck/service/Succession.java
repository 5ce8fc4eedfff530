package io.jetpack.cli.healthcheck.service;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Puts a service in the place of one that runs, so that a failure leaves one that runs. */
final class Succession {

  /** What runs. */
  interface Running extends AutoCloseable {
    /** To be called once, when no other runs. */
    void start();

    @Override
    void close();
  }

  /**
   * What runs afterwards.
   *
   * @param replaced whether it is the new one
   */
  record Outcome<S extends Running>(S running, boolean replaced) {}

  private Succession() {}

  /**
   * Makes the new one, ends the old one, and starts the new one. What fails before the end of the
   * old one changes nothing; one that does not start is followed by another one like the old one.
   * An exception is thrown only when that fails, too.
   *
   * @param next makes the new one
   * @param again makes another one like the old one
   * @param refused is told why the new one does not run
   */
  static <S extends Running> Outcome<S> replace(
      S old, Supplier<S> next, Supplier<S> again, Consumer<Throwable> refused) {
    S made;
    try {
      made = next.get();
    } catch (RuntimeException | Error e) {
      refused.accept(e);
      return new Outcome<>(old, false);
    }
    old.close();
    try {
      made.start();
      return new Outcome<>(made, true);
    } catch (RuntimeException | Error e) {
      made.close();
      refused.accept(e);
    }
    S like = again.get();
    try {
      like.start();
      return new Outcome<>(like, false);
    } catch (RuntimeException | Error e) {
      like.close();
      throw e;
    }
  }
}
