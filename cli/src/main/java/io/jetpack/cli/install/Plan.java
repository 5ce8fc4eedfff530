package io.jetpack.cli.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All steps of an installation, in their order.
 *
 * @param foundation what has to be there before anything can be written down
 * @param steps everything else
 */
record Plan(List<Step> foundation, List<Step> steps) {

  private static final String SHARE = "system/share/";
  private static final String LOCAL_SHARE = "/usr/local/share/";

  /** What the distribution may bring for shells and readers, and the system looks for. */
  private static final List<String> SHARED =
      List.of(
          "bash-completion/completions/jetpack",
          "zsh/site-functions/_jetpack",
          "man/man1/jetpack.1");

  /**
   * What somebody may want to have otherwise.
   *
   * @param starts whether the service is to be started
   * @param grantsSudo whether a user who was there before is to have the rights of root
   */
  record Wishes(boolean starts, boolean grantsSudo) {
    static final Wishes USUAL = new Wishes(true, false);
  }

  Plan {
    foundation = List.copyOf(foundation);
    steps = List.copyOf(steps);
  }

  /**
   * The plan for a distribution.
   *
   * @param version of the distribution
   * @param wishes what the options say
   * @param before hears of each file before it is copied
   */
  static Plan of(
      Site site, Program source, String version, Wishes wishes, Consumer<String> before) {
    List<Step> foundation =
        List.of(
            new Foundation(site),
            folder(site, "", Access.root(0755)),
            folder(site, "system", Access.root(0755)));
    ProgramStep program = new ProgramStep(site, source, version, before);
    Services services = Services.of(site.root());
    List<Step> steps = new ArrayList<>(accounts(site));
    steps.addAll(folders(site));
    steps.add(program);
    steps.addAll(settings(site, source));
    steps.addAll(commands(site, source));
    steps.add(new Sudo(site, wishes.grantsSudo()));
    steps.add(UdevStep.of(site));
    steps.addAll(services.steps(site));
    StartStep start = new StartStep(site, services, program::replaced);
    steps.add(
        new Optionally(
            start, () -> wishes.starts() ? Optional.empty() : Optional.of("--no-start was given")));
    steps.add(new OldProgramsStep(site));
    return new Plan(foundation, steps);
  }

  private static List<Step> accounts(Site site) {
    Supplier<Optional<String>> without = () -> withoutAccounts(site);
    return List.of(
        new Optionally(new GroupStep(site), without),
        new Optionally(new UserStep(site), without),
        new Optionally(new UserHomeStep(site), without));
  }

  private static Optional<String> withoutAccounts(Site site) {
    if (!site.ownership().setsOwners()) {
      return Optional.of("only root can make it; files belong to you");
    }
    return site.accounts().exist()
        ? Optional.empty()
        : Optional.of("the system in '%s' has no accounts".formatted(site.root().directory()));
  }

  private static Step folder(Site site, String path, Access access) {
    String home = site.names().home();
    return new FolderStep(site, path.isEmpty() ? home : site.names().inHome(path), access);
  }

  /** What the settings want to have outside of the home, and is there already, is the site's. */
  private static Step ofNode(Site site, String path, Access access) {
    Step folder = new FolderStep(site, path, access);
    boolean inHome = path.startsWith(site.names().home() + "/");
    return inHome ? folder : new Optionally(folder, () -> whoseElse(site, path));
  }

  private static Optional<String> whoseElse(Site site, String path) {
    boolean ours = site.manifest().find(Manifest.Kind.FOLDER, path).isPresent();
    return site.root().has(path) && !ours
        ? Optional.of("it was there before, with a mode of its own")
        : Optional.empty();
  }

  private static List<Step> folders(Site site) {
    return List.of(
        folder(site, "bin", Access.root(0755)),
        folder(site, "config", Access.root(0755)),
        folder(site, "config/healthcheck.d", Access.root(0755)),
        folder(site, "config/plugins", Access.root(0755)),
        // what is logged belongs to the folder's group
        ofNode(site, site.names().logs(), Access.ofGroup(02750)),
        ofNode(site, site.names().run(), Access.root(0700)),
        folder(site, "scripts", Access.root(0700)),
        folder(site, "system/bin", Access.root(0755)),
        folder(site, "system/versions", Access.root(0755)));
  }

  private static List<Step> settings(Site site, Program source) {
    Names names = site.names();
    Path shipped = source.folder().resolve(Program.SETTINGS);
    Path none = source.folder().resolve("config/no-such-file");
    return List.of(
        new SettingsStep(site, names.inHome(Program.SETTINGS), shipped, Access.ofGroup(0640)),
        new SettingsStep(site, names.inHome("config/node.json"), none, Access.ofGroup(0640)));
  }

  private static List<Step> commands(Site site, Program source) {
    Names names = site.names();
    List<Step> steps = new ArrayList<>();
    steps.add(new LinkStep(site, names.inHome("bin/jetpack"), "../system/current/bin/jetpack"));
    for (String name : List.of("cyclecloud-env.sh", "healthcheck")) {
      Text text = Text.of(name, names);
      int mode = name.endsWith(".sh") ? 0644 : 0755;
      steps.add(new FileStep(site, names.inHome("system/bin/" + name), text, mode));
    }
    steps.add(new LinkStep(site, "/usr/local/bin/jetpack", names.inHome("bin/jetpack")));
    // cron looks nowhere else
    steps.add(new LinkStep(site, "/usr/bin/jetpack", names.inHome("bin/jetpack")));
    for (String name : List.of("jetpack.sh", "jetpack.csh")) {
      steps.add(new FileStep(site, "/etc/profile.d/" + name, Text.of(name, names), 0644));
    }
    for (String path : SHARED) {
      if (Files.isRegularFile(source.folder().resolve(SHARE + path))) {
        String target = names.current() + "/" + SHARE + path;
        steps.add(new LinkStep(site, LOCAL_SHARE + path, target));
      }
    }
    return steps;
  }

  /** All steps in their order. */
  List<Step> all() {
    List<Step> all = new ArrayList<>(foundation);
    all.addAll(steps);
    return all;
  }
}
