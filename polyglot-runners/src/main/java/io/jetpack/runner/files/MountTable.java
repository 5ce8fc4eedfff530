package io.jetpack.runner.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is mounted where, in the words of the kernel. What it says may have changed when it is read,
 * so nothing is deleted because of it.
 */
final class MountTable {

  private static final Path FILE = Path.of("/proc/self/mountinfo");

  /** The fields before the optional ones, and those after the hyphen that ends them. */
  private static final int NUMBER = 0;

  private static final int ROOT = 3;
  private static final int PLACE = 4;

  private MountTable() {}

  /** The mount with a number; empty when there is none, or the kernel has no table. */
  static Optional<Mount> find(long number) {
    String wanted = Long.toString(number);
    try {
      for (String line : Files.readAllLines(FILE, StandardCharsets.ISO_8859_1)) {
        String[] fields = line.split(" ");
        int kind = hyphen(fields) + 1;
        if (kind < fields.length && fields[NUMBER].equals(wanted)) {
          return Optional.of(
              new Mount(
                  number, visible(fields[PLACE]), visible(fields[kind]), visible(fields[ROOT])));
        }
      }
    } catch (IOException e) {
      // a machine without /proc
    }
    return Optional.empty();
  }

  /** Where the optional fields end. */
  private static int hyphen(String[] fields) {
    int hyphen = PLACE + 1;
    while (hyphen < fields.length && !fields[hyphen].equals("-")) {
      hyphen++;
    }
    return hyphen;
  }

  /** A mount point that was left, in words; empty when nothing is known to be mounted there. */
  static Optional<Remainder> remainder(String path) {
    String found = null;
    boolean nested = false;
    try {
      for (String line : Files.readAllLines(FILE, StandardCharsets.ISO_8859_1)) {
        String[] fields = line.split(" ");
        if (fields.length > PLACE) {
          String place = visible(fields[PLACE]);
          nested |= place.startsWith(path + "/");
          if (place.equals(path)) {
            // of several that are mounted over one another, the last is seen
            found = what(fields);
          }
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return found == null ? Optional.empty() : Optional.of(remainder(path, found, nested));
  }

  private static Remainder remainder(String path, String what, boolean nested) {
    return new Remainder(
        path,
        Remainder.Cause.MOUNT_POINT,
        "'%s' is a mount point (%s) and is left as it is; unmount it with umount %s'%s'"
            .formatted(path, what, nested ? "-R " : "", path));
  }

  /** That something is mounted there, where it cannot be known what. */
  static Remainder remainderWithoutName(String path) {
    return new Remainder(
        path,
        Remainder.Cause.MOUNT_POINT,
        "'%s' is in another mount and is left as it is; unmount it with umount '%s'"
            .formatted(path, path));
  }

  private static String what(String[] fields) {
    int hyphen = hyphen(fields);
    if (hyphen + 2 >= fields.length) {
      return "of an unknown kind";
    }
    String kind = visible(fields[hyphen + 1]);
    String source = visible(fields[hyphen + 2]);
    String root = visible(fields[ROOT]);
    return root.equals("/")
        ? "%s, '%s'".formatted(kind, source)
        : "%s, '%s' of '%s'".formatted(kind, root, source);
  }

  /** The kernel writes a blank as {@code \040}, and likewise tab, line feed and backslash. */
  private static String visible(String field) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char each = field.charAt(i);
      if (each == '\\' && i + 3 < field.length()) {
        bytes.append((char) Integer.parseInt(field, i + 1, i + 4, 8));
        i += 3;
      } else {
        bytes.append(each);
      }
    }
    return VisibleName.of(bytes.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
