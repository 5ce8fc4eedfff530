package io.jetpack.cli.converge;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.converge.clusterinit.Rerun;
import io.jetpack.cli.converge.plan.Target;
import io.jetpack.cli.converge.plan.TargetReader;
import io.jetpack.cli.node.files.OwnedLock;
import io.jetpack.cli.node.tree.NodeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the options and sees to it that there is one converge at a time. */
final class ConvergeCommand implements Command {

  /** What a converge is for. */
  enum Mode {
    INSTALL,
    MAINTENANCE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameter(
      names = "--cluster-init",
      description = "run the scripts only, without Chef",
      order = 0)
  private boolean clusterInit;

  @Parameter(
      names = "--skip-chef",
      description = "leave Chef out; the scripts run all the same",
      order = 1)
  private boolean skipChef;

  @Parameter(
      names = "--mode",
      placeholder = "MODE",
      description = "install (at the first boot) or maintenance; told to the cluster",
      order = 2)
  private @Nullable Mode mode;

  @Parameter(
      names = "--rerun",
      placeholder = "NAME",
      description = "run this script again, SCRIPT or PROJECT/SPEC/SCRIPT; may be repeated",
      order = 3)
  private List<String> rerun = new ArrayList<>();

  @Parameter(
      names = "--rerun-changed",
      description = "run scripts again that were edited since they ran",
      order = 4)
  private boolean rerunChanged;

  @Parameter(names = "--test", description = "run the tests of the specs, nothing else", order = 5)
  private boolean test;

  @Parameter(
      names = "--dry-run",
      description = "show what would be fetched and run, and do nothing",
      order = 6)
  private boolean dryRun;

  @Parameter(names = "--status", description = "show how the last converge ended", order = 7)
  private boolean status;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    if (Stream.of(test, dryRun, status).filter(chosen -> chosen).count() > 1) {
      throw CommandFailure.usage("--test, --dry-run and --status exclude one another; give one");
    }
    if (status) {
      return new StatusReport(context.home().run(), lockFile(context)).print(context.console());
    }
    if (!Files.isDirectory(context.home().directory())) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "there is no home '%s'; name the agent's home by --home or CYCLECLOUD_HOME"
              .formatted(context.home().directory()));
    }
    Path file = context.home().nodeFile();
    Target target = TargetReader.read(new NodeFile(file).all(), file);
    Order order =
        new Order(
            target,
            !clusterInit && !skipChef,
            Optional.ofNullable(mode).map(Mode::toString),
            new Rerun(rerun, rerunChanged));
    if (dryRun) {
      return new Converge(context, order).show();
    }
    context.requireOwnRun();
    try (OwnedLock _ = lock(context)) {
      Converge converge = new Converge(context, order);
      return test ? converge.test() : converge.run();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCodes.FAILED, context.home().unwritable(lockFile(context), e), e);
    }
  }

  private static Path lockFile(CommandContext context) {
    return context.home().run().resolve("converge.lock");
  }

  private static OwnedLock lock(CommandContext context) throws IOException {
    Path file = lockFile(context);
    Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    String owner = "process %d since %s".formatted(ProcessHandle.current().pid(), now);
    return OwnedLock.take(file, owner)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCodes.FAILED,
                "another converge is at work on this node (%s); wait for its end, 'jetpack converge --status' shows it"
                    .formatted(OwnedLock.owner(file).orElse("unknown process"))));
  }
}
