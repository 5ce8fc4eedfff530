package io.jetpack.cli.install;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the options. */
final class UninstallCommand implements Command {

  @Parameter(
      names = "--root",
      placeholder = "DIR",
      description = "uninstall from the system in this folder (default: /)",
      order = 0)
  private @Nullable String root;

  @Parameter(
      names = "--purge",
      description = "take away settings, checks, logs, states and accounts, too",
      order = 1)
  private boolean purge;

  @Parameter(names = "--dry-run", description = "show what would go, and do nothing", order = 2)
  private boolean dryRun;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    Setting setting = new Setting(context, root);
    Consumer<String> out = setting.lines();
    try (Tools tools = new Tools(context.environment())) {
      Site site = setting.site(tools, "uninstall");
      Removal removal = new Removal(site, dryRun, out);
      Extent extent = purge ? Extent.ALL : Extent.WITHOUT_SITE;
      Uninstaller uninstaller = new Uninstaller(site, removal, extent, out);
      if (dryRun) {
        uninstaller.show();
      } else {
        uninstaller.uninstall();
      }
      return ExitCodes.DONE;
    } catch (IOException e) {
      throw new CommandFailure(ExitCodes.FAILED, InstallCommand.message(e), e);
    }
  }
}
