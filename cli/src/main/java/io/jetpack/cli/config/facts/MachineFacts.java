package io.jetpack.cli.config.facts;

import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.Source;
import io.jetpack.cli.node.tree.Value;
import io.jetpack.text.FailureReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** All facts of this machine. What hangs or fails costs a warning and its own facts only. */
public final class MachineFacts implements Source {

  /** A dead network mount answers never, a name server after many seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final List<FactGroup> groups;
  private final Consumer<String> warnings;

  /**
   * @param warnings is told what is left out
   */
  public MachineFacts(Consumer<String> warnings) {
    this(
        List.of(
            new PlatformFacts(),
            new KernelFacts(),
            new UptimeFacts(),
            new HostFacts(),
            new DomainFacts(),
            new ProcessorFacts(),
            new MemoryFacts(),
            new NetworkFacts(),
            new FilesystemFacts(),
            new VirtualizationFacts(),
            new HardwareFacts(),
            new GraphicsFacts()),
        warnings);
  }

  MachineFacts(List<FactGroup> groups, Consumer<String> warnings) {
    this.groups = List.copyOf(groups);
    this.warnings = warnings;
  }

  @Override
  public Set<String> sections() {
    Set<String> names = new TreeSet<>();
    groups.forEach(group -> names.addAll(group.names()));
    return names;
  }

  @Override
  public Value.Tree gather(Optional<Key> key) {
    Map<String, CompletableFuture<Map<String, Object>>> running = new LinkedHashMap<>();
    for (FactGroup group : groups) {
      if (key.isEmpty() || group.names().contains(key.get().first())) {
        running.put(String.join(", ", new TreeSet<>(group.names())), begin(group));
      }
    }
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Map<String, Object> facts = new LinkedHashMap<>();
    running.forEach((names, result) -> facts.putAll(await(names, result, deadline)));
    return Value.tree(facts);
  }

  /** On a thread that the end of the program does not wait for. */
  private static CompletableFuture<Map<String, Object>> begin(FactGroup group) {
    CompletableFuture<Map<String, Object>> result = new CompletableFuture<>();
    Thread ignored =
        Thread.ofPlatform()
            .daemon()
            .name("facts " + group.getClass().getSimpleName())
            .start(() -> {
              try {
                result.complete(group.gather());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  private Map<String, Object> await(
      String names, CompletableFuture<Map<String, Object>> result, long deadline) {
    try {
      return result.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      warnings.accept(
          "the machine does not tell '%s' within %d s; left out"
              .formatted(names, LIMIT.toSeconds()));
    } catch (ExecutionException e) {
      warnings.accept(
          "'%s' cannot be had from this machine: %s".formatted(names, FailureReason.of(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Map.of();
  }
}
