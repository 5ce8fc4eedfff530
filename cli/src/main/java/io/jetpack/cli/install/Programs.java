package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that lie in a home, and the link that says which of them is in use. */
final class Programs {

  /** How the link begins that leads to one. */
  private static final String FOLDER = "versions/";

  private final Site site;

  Programs(Site site) {
    this.site = site;
  }

  /** The name of the one in use; empty when there is none, or the link is nobody's we know. */
  Optional<String> current() throws IOException {
    Path link = site.root().at(site.names().current());
    if (!Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    String target = Files.readSymbolicLink(link).toString();
    return target.startsWith(FOLDER) && Files.isDirectory(folder(target.substring(FOLDER.length())))
        ? Optional.of(target.substring(FOLDER.length()))
        : Optional.empty();
  }

  /** Where one lies, as seen from here. */
  Path folder(String name) throws IOException {
    return site.root().at(site.names().programs() + "/" + name);
  }

  /** The names of all, also of what a killed installation has left. */
  List<String> names() throws IOException {
    Path folder = site.root().at(site.names().programs());
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** Makes one the program in use; there is no moment without one. */
  void use(String name) throws IOException {
    site.disk().link(site.root().at(site.names().current()), FOLDER + name);
  }

  /** The processes that run a program, as numbers. */
  List<Long> users(String name) throws IOException {
    List<Long> users = new ArrayList<>();
    Path folder = folder(name);
    if (!site.root().isLive() || Files.notExists(folder)) {
      return users;
    }
    String seenByThem = folder.toRealPath().toString();
    long own = ProcessHandle.current().pid();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(process -> process.pid() != own)
          .filter(process -> runs(process, seenByThem))
          .forEach(process -> users.add(process.pid()));
    }
    return users;
  }

  /** The launcher says in a property which program it started, whatever Java runs it. */
  private static boolean runs(ProcessHandle process, String folder) {
    Path commandLine = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
    try {
      return Files.readString(commandLine, StandardCharsets.ISO_8859_1)
          .contains("-Djetpack.home=" + folder + "\0");
    } catch (IOException e) {
      return false;
    }
  }
}
