package io.jetpack.cli.install;

import io.jetpack.cli.node.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The folder of a small system that is being installed into, and distributions to install. */
final class Image {

  static final String HOME = Names.USUAL_HOME;

  private final Path scratch;
  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> said = new ArrayList<>();

  private Image(Path scratch) {
    this.scratch = scratch;
    this.root = scratch.resolve("image");
  }

  /** With systemd, sudo and udev, and accounts of root only. */
  static Image withSystemd(Path scratch) throws IOException {
    Image image = bare(scratch);
    image.folders("usr/lib/systemd", "etc/systemd/system");
    Files.writeString(image.root.resolve("usr/lib/systemd/systemd"), "");
    return image;
  }

  /** With scripts in /etc/init.d. */
  static Image withScripts(Path scratch) throws IOException {
    Image image = bare(scratch);
    image.folders("etc/init.d", "etc/rc2.d");
    return image;
  }

  private static Image bare(Path scratch) throws IOException {
    Image image = new Image(scratch);
    image.folders("etc/sudoers.d", "etc/udev", "opt", "home", "usr/bin", "usr/local/bin");
    image.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
    image.file("etc/group", "root:x:0:\n");
    image.file("etc/shadow", "root:*:20000:0:99999:7:::\n");
    image.file("etc/gshadow", "root:*::\n");
    Files.createDirectories(scratch.resolve("tools"));
    image.tool("visudo", "exit 0");
    // of the whole disk of this machine, which others use too
    image.tool("sync", "exit 0");
    image.environment.put("PATH", scratch.resolve("tools") + ":" + System.getenv("PATH"));
    return image;
  }

  private void folders(String... paths) throws IOException {
    for (String path : paths) {
      Files.createDirectories(root.resolve(path));
    }
  }

  static boolean asRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  Path path(String path) {
    return root.resolve(path.startsWith("/") ? path.substring(1) : path);
  }

  Path home(String path) {
    return path(HOME + "/" + path);
  }

  Path file(String path, String content) throws IOException {
    Files.createDirectories(path(path).getParent());
    return Files.writeString(path(path), content);
  }

  String text(String path) throws IOException {
    return Files.readString(path(path));
  }

  /** A program of the machine that installs. */
  void tool(String name, String body) throws IOException {
    program(scratch.resolve("tools").resolve(name), body);
  }

  private static void program(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** An unpacked distribution, which answers with its version. */
  Path distribution(String version) throws IOException {
    return distribution(version, "echo " + version);
  }

  Path distribution(String version, String launcher) throws IOException {
    Path folder = scratch.resolve("jetpack-" + version);
    program(folder.resolve("bin/jetpack"), launcher);
    for (String path : List.of("config/healthcheck.d", "logs", "run", "system/lib")) {
      Files.createDirectories(folder.resolve(path));
    }
    Files.writeString(folder.resolve("config/jetpack.toml"), "# settings of " + version + "\n");
    Files.writeString(folder.resolve("system/lib/a.jar"), "classes of " + version);
    Path man = folder.resolve("system/share/man/man1/jetpack.1");
    Files.createDirectories(man.getParent());
    Files.writeString(man, "the manual\n");
    return folder;
  }

  /** As the settings in the image say it. */
  Names names() {
    Names usual = new Names(HOME);
    Path settings = path(usual.inHome(Program.SETTINGS).substring(1));
    return Names.of(Home.of(Path.of(HOME), settings, Map.of()));
  }

  private Site site(Tools tools, Consumer<String> before) throws IOException {
    Root place = Root.of(root);
    Accounts accounts = new Accounts(place, tools);
    Ownership ownership = new Ownership(accounts, asRoot() && accounts.exist());
    Manifest manifest = Manifest.read(place.at(names().manifest()));
    Disk disk = new Disk(ownership, before);
    return new Site(place, names(), disk, ownership, accounts, tools, manifest);
  }

  /** Installs, and gives back what was said. */
  List<String> install(String version) throws IOException, InterruptedException {
    return install(distribution(version), version, _ -> {});
  }

  List<String> install(Path distribution, String version, Consumer<String> before)
      throws IOException, InterruptedException {
    return install(distribution, version, Plan.Wishes.USUAL, before);
  }

  /** As with the option {@code --sudo}. */
  List<String> installWithSudo(String version) throws IOException, InterruptedException {
    return install(distribution(version), version, new Plan.Wishes(true, true), _ -> {});
  }

  private List<String> install(
      Path distribution, String version, Plan.Wishes wishes, Consumer<String> before)
      throws IOException, InterruptedException {
    said.clear();
    try (Tools tools = new Tools(environment)) {
      Site site = site(tools, before);
      Plan plan = Plan.of(site, Program.in(distribution), version, wishes, before);
      new Installer(site, plan, said::add).install();
    }
    return List.copyOf(said);
  }

  /** Brings a package's files and installs them, as its script does. */
  List<String> installPackage(String version) throws IOException, InterruptedException {
    exchangePackage(version, "echo " + version);
    return install(home("system/package"), version, _ -> {});
  }

  /** Exchanges the files of the package as dpkg and rpm do: files that stay as they are, too. */
  void exchangePackage(String version, String launcher) throws IOException {
    Path packaged = home("system/package");
    Path distribution = distribution(version, launcher);
    try (Stream<Path> found = Files.walk(distribution)) {
      for (Path from : found.sorted().toList()) {
        Path to = packaged.resolve(distribution.relativize(from));
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Path fresh =
              Files.copy(
                  from,
                  to.resolveSibling(to.getFileName() + ".dpkg-new"),
                  StandardCopyOption.COPY_ATTRIBUTES);
          Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
  }

  List<String> dryRun(String version) throws IOException, InterruptedException {
    said.clear();
    try (Tools tools = new Tools(environment)) {
      Site site = site(tools, _ -> {});
      Program source = Program.in(distribution(version));
      Plan plan = Plan.of(site, source, version, Plan.Wishes.USUAL, _ -> {});
      new Installer(site, plan, said::add).show();
    }
    return List.copyOf(said);
  }

  /** What an uninstallation with {@code --purge} says that it would do. */
  List<String> dryPurge() throws IOException, InterruptedException {
    said.clear();
    try (Tools tools = new Tools(environment)) {
      Site site = site(tools, _ -> {});
      new Uninstaller(site, new Removal(site, true, said::add), Extent.ALL, said::add).show();
    }
    return List.copyOf(said);
  }

  List<String> uninstall(boolean purge) throws IOException, InterruptedException {
    return uninstall(purge ? Extent.ALL : Extent.WITHOUT_SITE, _ -> {});
  }

  List<String> uninstall(Extent extent, Consumer<String> before)
      throws IOException, InterruptedException {
    said.clear();
    try (Tools tools = new Tools(environment)) {
      Site site = site(tools, before);
      Removal removal = new Removal(site, false, said::add);
      new Uninstaller(site, removal, extent, said::add).uninstall();
    }
    return List.copyOf(said);
  }

  /** Everything that there is, with kind, mode, owner and, of links, where they lead to. */
  String listing() throws IOException, InterruptedException {
    try (Tools tools = new Tools(environment);
        Stream<Path> found = Files.walk(root)) {
      Accounts accounts = new Accounts(Root.of(root), tools);
      int gid = accounts.group(Names.GROUP).map(Accounts.Group::gid).orElse(-1);
      int uid = accounts.user(Names.USER).map(Accounts.User::uid).orElse(-1);
      return found
          .filter(path -> !isOfShadow(path))
          .sorted()
          .map(path -> line(path, uid, gid))
          .reduce("", String::concat);
    }
  }

  /** Copies that the programs for accounts keep. */
  private static boolean isOfShadow(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith("-") || name.equals(".pwd.lock");
  }

  private String line(Path path, int uid, int gid) {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      Object group = Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS);
      String link = Files.isSymbolicLink(path) ? " -> " + Files.readSymbolicLink(path) : "";
      String kind = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "/" : "";
      return String.format(
          Locale.ROOT,
          "%04o %s:%s /%s%s%s%n",
          mode & 07777,
          owner.equals(uid) ? Names.USER : owner,
          group.equals(gid) ? Names.GROUP : group,
          root.relativize(path),
          kind,
          link);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
