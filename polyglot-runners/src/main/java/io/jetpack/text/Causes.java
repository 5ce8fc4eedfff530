package io.jetpack.text;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A failure and what caused it. */
public final class Causes {

  private Causes() {}

  /** The failure itself first, what caused it all last; each once, also when they form a circle. */
  public static Collection<Throwable> of(Throwable failure) {
    Set<Throwable> causes = new LinkedHashSet<>();
    @Nullable Throwable next = failure;
    while (next != null && causes.add(next)) {
      next = next.getCause();
    }
    return causes;
  }
}
