package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SuccessionTest {

  private final List<String> seen = new ArrayList<>();

  private final class Fake implements Succession.Running {
    private final String name;
    private final boolean starts;

    Fake(String name, boolean starts) {
      this.name = name;
      this.starts = starts;
      seen.add("make " + name);
    }

    @Override
    public void start() {
      seen.add("start " + name);
      if (!starts) {
        throw new OutOfMemoryError("no thread for " + name);
      }
    }

    @Override
    public void close() {
      seen.add("close " + name);
    }
  }

  private final Fake old = new Fake("old", true);

  private Succession.Outcome<Fake> replace(Supplier<Fake> next, boolean likeStarts) {
    seen.clear();
    return Succession.replace(
        old, next, () -> new Fake("like", likeStarts), why -> seen.add(why.getMessage()));
  }

  @Test
  void the_new_one_is_made_before_the_old_one_ends_and_starts_afterwards() {
    Succession.Outcome<Fake> outcome = replace(() -> new Fake("next", true), true);
    assertThat(seen).containsExactly("make next", "close old", "start next");
    assertThat(outcome.running().name).isEqualTo("next");
    assertThat(outcome.replaced()).isTrue();
  }

  @Test
  void one_that_cannot_be_made_ends_nothing() {
    Succession.Outcome<Fake> outcome =
        replace(
            () -> {
              throw new NoClassDefFoundError("of a plugin");
            },
            true);
    assertThat(seen).containsExactly("of a plugin");
    assertThat(outcome.running()).isSameAs(old);
    assertThat(outcome.replaced()).isFalse();
  }

  @Test
  void one_that_does_not_start_is_followed_by_one_like_the_old_one() {
    Succession.Outcome<Fake> outcome = replace(() -> new Fake("next", false), true);
    assertThat(seen)
        .containsExactly(
            "make next",
            "close old",
            "start next",
            "close next",
            "no thread for next",
            "make like",
            "start like");
    assertThat(outcome.running().name).isEqualTo("like");
    assertThat(outcome.replaced()).isFalse();
  }

  @Test
  void where_none_starts_the_program_is_to_end() {
    assertThatThrownBy(() -> replace(() -> new Fake("next", false), false))
        .hasMessage("no thread for like");
    assertThat(seen).endsWith("start like", "close like");
  }
}
