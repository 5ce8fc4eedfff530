package io.jetpack.healthcheck.service.state;

import java.util.List;
import java.util.Optional;

/**
 * The port by which the service learns whether the operator's settings can be read. While they
 * cannot, nothing is requested: what cannot be read may be where somebody just forbade it. Safe for
 * use by many threads.
 */
public interface SettingsHealth {

  /** All of them can be read, always. */
  SettingsHealth GOOD =
      new SettingsHealth() {
        @Override
        public List<SettingsProblem> problems() {
          return List.of();
        }

        @Override
        public Optional<String> waits() {
          return Optional.empty();
        }

        @Override
        public Optional<String> lookAgain() {
          return Optional.empty();
        }
      };

  /**
   * What is wrong, for people; nothing that may only be in the middle of being written. Never
   * throws, and waits for nothing.
   */
  List<SettingsProblem> problems();

  /**
   * Why no request may be made, as of the last look; empty when one may. Never throws, and waits
   * for nothing.
   */
  Optional<String> waits();

  /**
   * The same as of now. To be asked immediately before a request is made. Returns within seconds,
   * also when the files do not answer, and never throws anything else.
   */
  Optional<String> lookAgain() throws InterruptedException;
}
