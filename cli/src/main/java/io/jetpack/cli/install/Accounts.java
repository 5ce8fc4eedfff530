package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Users and groups of the installed system: of one that runs all that it knows, also those of a
 * directory server; of an image what its files say.
 */
final class Accounts {

  /**
   * A user.
   *
   * @param gid of the primary group
   * @param comment about the user, which programs call GECOS
   * @param home as the system says it
   */
  record User(String name, int uid, int gid, String comment, String home) {}

  /**
   * A group.
   *
   * @param members those whose primary group it is not
   */
  record Group(String name, int gid, List<String> members) {
    Group {
      members = List.copyOf(members);
    }
  }

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final int USER_FIELDS = 7;
  private static final int GROUP_FIELDS = 4;

  private final Root root;
  private final Tools tools;

  Accounts(Root root, Tools tools) {
    this.root = root;
    this.tools = tools;
  }

  /** Whether the installed system has users at all; an empty folder has not. */
  boolean exist() {
    return root.has("/etc/passwd") && root.has("/etc/group");
  }

  Optional<User> user(String name) throws IOException, InterruptedException {
    if (name.equals("root")) {
      return Optional.of(new User(name, 0, 0, "", "/root"));
    }
    return line("passwd", name, USER_FIELDS)
        .filter(field -> NUMBER.matcher(field.get(3)).matches())
        .map(field ->
            new User(
                name,
                Integer.parseInt(field.get(2)),
                Integer.parseInt(field.get(3)),
                field.get(4),
                field.get(5)));
  }

  Optional<Group> group(String name) throws IOException, InterruptedException {
    if (name.equals("root")) {
      return Optional.of(new Group(name, 0, List.of()));
    }
    return line("group", name, GROUP_FIELDS)
        .map(field ->
            new Group(
                name,
                Integer.parseInt(field.get(2)),
                Arrays.stream(field.get(3).split(",", -1)).filter(m -> !m.isEmpty()).toList()));
  }

  private Optional<List<String>> line(String database, String name, int fields)
      throws IOException, InterruptedException {
    List<String> lines;
    if (root.isLive() && tools.has("getent")) {
      lines = tools.run("getent", database, name).out().lines().toList();
    } else {
      Path file = root.at("/etc/" + database);
      lines =
          Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
    }
    return lines.stream()
        .map(line -> List.of(line.split(":", -1)))
        .filter(field -> field.getFirst().equals(name) && field.size() >= fields)
        .filter(field -> NUMBER.matcher(field.get(2)).matches())
        .findFirst();
  }
}
