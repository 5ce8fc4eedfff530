package io.jetpack.cli.config.cloud;

import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.Source;
import io.jetpack.cli.node.tree.Value;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
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
import java.util.function.Supplier;

/**
 * What the provider of this machine tells of it, if it has one. It is asked once, whatever comes of
 * it. Used by one thread.
 */
public final class ProviderMetadata implements Source {

  private static final URI LINK_LOCAL = URI.create("http://169.254.169.254");
  private static final List<Provider> PROVIDERS = List.of(new Azure(), new Amazon(), new Google());
  private static final String CLOUD = "cloud";

  /** What was answered once is better than nothing, when nothing is answered. */
  private static final Duration STALE = Duration.ofDays(7);

  private final Supplier<Settings.Metadata> settings;
  private final Firmware firmware;
  private final MetadataCache cache;
  private final Consumer<String> warnings;
  private final Map<String, Optional<Value.Tree>> answers = new HashMap<>();

  /**
   * @param settings is called when something is asked for
   * @param cache the file in which answers are kept
   * @param warnings is told what can not be had
   */
  public ProviderMetadata(
      Supplier<Settings.Metadata> settings, Path cache, Consumer<String> warnings) {
    this(
        settings,
        Firmware.OF_THIS_MACHINE,
        new MetadataCache(cache, InstantSource.system()),
        warnings);
  }

  ProviderMetadata(
      Supplier<Settings.Metadata> settings,
      Firmware firmware,
      MetadataCache cache,
      Consumer<String> warnings) {
    this.settings = settings;
    this.firmware = firmware;
    this.cache = cache;
    this.warnings = warnings;
  }

  @Override
  public Set<String> sections() {
    Set<String> names = new TreeSet<>(Set.of(CLOUD));
    PROVIDERS.forEach(provider -> names.add(provider.name()));
    return names;
  }

  @Override
  public Value.Tree gather(Optional<Key> key) {
    Settings.Metadata chosen = settings.get();
    Optional<Provider> provider =
        PROVIDERS.stream().filter(candidate -> isOurs(candidate, chosen.provider())).findFirst();
    Map<String, Object> tree = new LinkedHashMap<>();
    if (provider.isEmpty()) {
      // Ohai says it so
      tree.put(CLOUD, null);
      return Value.tree(tree);
    }
    String name = provider.get().name();
    if (key.isPresent() && !Set.of(name, CLOUD).contains(key.get().first())) {
      return Value.Tree.EMPTY;
    }
    answers
        .computeIfAbsent(name, _ -> answer(provider.get(), chosen))
        .ifPresent(told -> {
          tree.put(name, told);
          tree.put(CLOUD, provider.get().neutral(told).tree(name));
        });
    return Value.tree(tree);
  }

  private boolean isOurs(Provider provider, String chosen) {
    return chosen.equals(Settings.Metadata.AUTO)
        ? provider.owns(firmware)
        : provider.name().equals(chosen);
  }

  private Optional<Value.Tree> answer(Provider provider, Settings.Metadata chosen) {
    URI base = chosen.base().orElse(LINK_LOCAL);
    String source = provider.name() + " at " + base;
    Optional<Value.Tree> young = cache.read(source, chosen.maxAge());
    if (young.isPresent()) {
      return young;
    }
    try {
      Value.Tree answer =
          ask(provider, new MetadataClient(base, chosen.timeout()), chosen.timeout());
      cache.write(source, answer);
      return Optional.of(answer);
    } catch (NoMetadataException e) {
      Optional<Value.Tree> old = cache.read(source, STALE);
      warnings.accept(
          "the metadata service of %s can not be used: %s%s"
              .formatted(
                  provider.name(),
                  e.getMessage(),
                  old.isPresent() ? "; what it told earlier is taken" : ""));
      return old;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * On a thread of its own, because an answer that drips is not ended by a time-out for reading.
   */
  private static Value.Tree ask(Provider provider, MetadataClient client, Duration limit)
      throws NoMetadataException, InterruptedException {
    CompletableFuture<Value.Tree> answer = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("metadata of " + provider.name())
            .start(() -> {
              try {
                answer.complete(provider.ask(client));
              } catch (Throwable e) {
                answer.completeExceptionally(e);
              }
            });
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new NoMetadataException("it did not answer in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoMetadataException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
