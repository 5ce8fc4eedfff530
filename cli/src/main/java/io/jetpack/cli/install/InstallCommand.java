package io.jetpack.cli.install;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.Version;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the options, and tells what came of it. */
final class InstallCommand implements Command {

  @Parameter(
      names = "--root",
      placeholder = "DIR",
      description = "install into the system in this folder (default: /)",
      order = 0)
  private @Nullable String root;

  @Parameter(
      names = "--dry-run",
      description = "show each step and whether it has been done, and do nothing",
      order = 1)
  private boolean dryRun;

  @Parameter(names = "--no-start", description = "do not start the service", order = 2)
  private boolean noStart;

  @Parameter(
      names = "--sudo",
      description = "let a user 'cyclecloud' who was there before do everything as root, too",
      order = 3)
  private boolean sudo;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    Setting setting = new Setting(context, root);
    Consumer<String> out = setting.lines();
    try (Tools tools = new Tools(context.environment())) {
      Site site = setting.site(tools, "install");
      Program source = source(site);
      Plan plan = Plan.of(site, source, Version.text(), new Plan.Wishes(!noStart, sudo), _ -> {});
      Installer installer = new Installer(site, plan, out);
      if (dryRun) {
        installer.show();
        return ExitCodes.DONE;
      }
      installer.install();
      out.accept(
          "jetpack %s is installed in '%s'; checks go into '%s'"
              .formatted(
                  Version.text(),
                  site.root().at(site.names().home()),
                  site.names().inHome("config/healthcheck.d")));
      return ExitCodes.DONE;
    } catch (IOException e) {
      throw new CommandFailure(ExitCodes.FAILED, message(e), e);
    }
  }

  static String message(IOException e) {
    return e instanceof Obstacle ? String.valueOf(e.getMessage()) : IoReason.withFile(e);
  }

  private static Program source(Site site) throws IOException {
    Path folder =
        Setting.distribution()
            .orElseThrow(
                () -> new Obstacle("this program runs out of no distribution; unpack the archive"));
    Path home = site.root().at(site.names().home());
    if (Files.exists(home) && Files.isSameFile(home, folder)) {
      throw new Obstacle(
          "'%s' is where it is installed to; unpack the archive elsewhere, in /tmp for instance"
              .formatted(folder));
    }
    return Program.in(folder);
  }
}
