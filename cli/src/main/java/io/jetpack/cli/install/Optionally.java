package io.jetpack.cli.install;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A step that some systems have no use for. */
final class Optionally implements Step {

  private final Step step;
  private final Supplier<Optional<String>> whyNot;

  /**
   * @param whyNot empty when the step makes sense
   */
  Optionally(Step step, Supplier<Optional<String>> whyNot) {
    this.step = step;
    this.whyNot = whyNot;
  }

  @Override
  public String name() {
    return step.name();
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Optional<String> reason = whyNot.get();
    return reason.isPresent() ? new Finding.LeftOut(reason.get()) : step.look();
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    return step.apply();
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException, InterruptedException {
    return step.makes();
  }
}
