package io.jetpack.cli.converge.locker;

import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.converge.plan.Spec;
import io.jetpack.cli.converge.plan.StepFailure;
import io.jetpack.cli.converge.plan.Watcher;
import io.jetpack.cli.node.files.DurableFiles;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The specs that this node has fetched, each whole or not at all: files are gathered in a folder
 * beside, which takes the place of the old one when it is complete.
 */
public final class SpecStore implements AutoCloseable {

  private static final List<String> ARCHIVES = List.of(".tgz", ".tar.gz", ".zip");

  private final Path root;
  private final List<LockerProvider> providers;
  private final Settings.Fetch settings;
  private final Watcher watcher;
  private final Map<String, Locker> lockers = new HashMap<>();

  /**
   * @param root is made when it is missing
   */
  public SpecStore(
      Path root, List<LockerProvider> providers, Settings.Fetch settings, Watcher watcher) {
    this.root = root;
    this.providers = List.copyOf(providers);
    this.settings = settings;
    this.watcher = watcher;
  }

  /** Where a spec lies when it has been fetched. */
  public Path folder(Spec spec) {
    return root.resolve(spec.project()).resolve(spec.version()).resolve(spec.name());
  }

  /**
   * What tells whether a spec that was fetched is still the same: the checksum of its index.
   *
   * @throws IOException when it was not fetched
   */
  public String identity(Spec spec) throws IOException {
    return Fetcher.sha256(folder(spec).resolve(Index.NAME));
  }

  /**
   * Looks what a locker has of a spec. Changes nothing.
   *
   * @throws StepFailure when there is nothing, or the locker does not answer
   */
  public SpecContents look(Spec spec) throws StepFailure, InterruptedException {
    Locker locker = locker(spec);
    for (int attempt = 1; ; attempt++) {
      try {
        return look(spec, locker);
      } catch (IOException e) {
        boolean passing = e instanceof LockerException told && told.isPassing();
        if (!passing || attempt >= settings.attempts()) {
          throw failure(spec, locker, e);
        }
        watcher.warn(
            "%s; attempt %d of %d failed, trying again"
                .formatted(e.getMessage(), attempt, settings.attempts()));
        Fetcher.pause(settings, attempt);
      }
    }
  }

  private SpecContents look(Spec spec, Locker locker)
      throws IOException, StepFailure, InterruptedException {
    Optional<Index> index = Index.of(folder(spec));
    List<LockerFile> files =
        locker.list(spec.folder()).stream().filter(file -> isOfUse(spec, file)).toList();
    if (!files.isEmpty()) {
      boolean current = index.isPresent() && index.get().isOf(files);
      return new SpecContents(spec, locker.address(), files, false, current);
    }
    for (String ending : ARCHIVES) {
      Optional<LockerFile> archive = locker.find(spec.folder() + ending);
      if (archive.isPresent()) {
        List<LockerFile> one = List.of(archive.get());
        boolean current = index.isPresent() && index.get().isOf(one);
        return new SpecContents(spec, locker.address(), one, true, current);
      }
    }
    throw new StepFailure(
        "Failed to find project %s in locker at %s: there is neither '%s' nor an archive of that name; upload version %s of it, or correct 'cyclecloud.cluster_init_specs'"
            .formatted(spec.project(), locker.address(), spec.folder(), spec.version()));
  }

  private static boolean isOfUse(Spec spec, LockerFile file) {
    String start = spec.folder() + "/";
    return file.path().startsWith(start + "cluster-init/")
        || file.path().startsWith(start + "chef/");
  }

  /**
   * Brings a spec into the store, if it is not there as it is in its locker.
   *
   * @throws StepFailure when that can not be; what was there before stays
   */
  public void fetch(SpecContents contents) throws StepFailure, InterruptedException {
    if (contents.current()) {
      watcher.say("%s %s is unchanged".formatted(contents.spec().id(), contents.spec().version()));
      return;
    }
    Spec spec = contents.spec();
    Locker locker = locker(spec);
    Path place = folder(spec);
    Path staging = place.resolveSibling("." + spec.name() + ".part");
    try (Watcher.Transfer transfer =
        watcher.transfer(spec.id() + " " + spec.version(), contents.sizeBytes())) {
      Folders.remove(staging);
      Files.createDirectories(staging);
      int unchanged =
          contents.archive()
              ? unpacked(contents, locker, staging, transfer)
              : gathered(contents, locker, staging, transfer);
      DurableFiles.writeNew(staging.resolve(Index.NAME), Index.text(contents.files()));
      Folders.exchange(staging, place).ifPresent(watcher::warn);
      DurableFiles.sync(place.resolveSibling("."));
      watcher.say(
          "%s %s fetched from %s: %d files, %d of them unchanged"
              .formatted(
                  spec.id(), spec.version(), locker.address(), contents.files().size(), unchanged));
    } catch (IOException e) {
      Folders.discard(staging);
      throw failure(spec, locker, e);
    }
  }

  /** Returns how many files were there already. */
  private int gathered(
      SpecContents contents, Locker locker, Path staging, Watcher.Transfer transfer)
      throws IOException, InterruptedException {
    Path place = folder(contents.spec());
    Optional<Index> index = Index.of(place);
    Map<LockerFile, Path> missing = new LinkedHashMap<>();
    Map<LockerFile, Path> targets = new LinkedHashMap<>();
    for (LockerFile file : contents.files()) {
      String name = file.path().substring(contents.spec().folder().length() + 1);
      Path target = staging.resolve(name).normalize();
      if (!target.startsWith(staging)) {
        throw new LockerException(
            "'%s' of %s leads out of its folder; it is refused"
                .formatted(file.path(), locker.address()),
            false);
      }
      targets.put(file, target);
      Path known = place.resolve(name);
      if (index.isPresent() && index.get().has(file) && Files.isRegularFile(known)) {
        Files.createDirectories(target.resolveSibling("."));
        Files.copy(known, target, StandardCopyOption.COPY_ATTRIBUTES);
        transfer.moved(Files.size(target));
      } else {
        missing.put(file, target);
      }
    }
    new Fetcher(settings, watcher).fetch(locker, missing, transfer);
    targets.forEach((file, target) -> {
      if (file.executable()) {
        boolean ignored = target.toFile().setExecutable(true);
      }
    });
    return contents.files().size() - missing.size();
  }

  private int unpacked(
      SpecContents contents, Locker locker, Path staging, Watcher.Transfer transfer)
      throws IOException, InterruptedException {
    LockerFile archive = contents.files().getFirst();
    Path file = staging.resolve(".archive");
    new Fetcher(settings, watcher).fetch(locker, Map.of(archive, file), transfer);
    Archive.unpack(file, archive.path(), staging);
    Files.delete(file);
    return 0;
  }

  private Locker locker(Spec spec) throws StepFailure {
    Locker open = lockers.get(spec.locker());
    if (open != null) {
      return open;
    }
    // a jar that somebody dropped in knows more of an address than what is built in
    Optional<LockerProvider> provider =
        providers.reversed().stream()
            .filter(candidate -> candidate.takes(spec.locker()))
            .findFirst();
    if (provider.isEmpty()) {
      throw new StepFailure(
          "nothing here reads the locker '%s' of %s; %s"
              .formatted(
                  SafeAddress.of(spec.locker()),
                  spec.id(),
                  OptionalJars.advice(spec.locker(), providers)));
    }
    try {
      Locker locker = provider.get().open(spec.locker(), settings.stall());
      lockers.put(spec.locker(), locker);
      return locker;
    } catch (IOException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    }
  }

  private static StepFailure failure(Spec spec, Locker locker, IOException e) {
    return new StepFailure(
        ExitCodes.FAILED,
        "Failed to fetch %s %s from locker at %s: %s"
            .formatted(spec.id(), spec.version(), locker.address(), IoReason.withFile(e)),
        Map.of("project", spec.project(), "spec", spec.name(), "version", spec.version()),
        List.of());
  }

  @Override
  public void close() {
    lockers.values().forEach(Locker::close);
    lockers.clear();
  }
}
