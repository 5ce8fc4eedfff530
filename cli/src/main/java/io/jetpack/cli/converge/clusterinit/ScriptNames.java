package io.jetpack.cli.converge.clusterinit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which files of a folder are scripts, and in which order they run. */
public final class ScriptNames {

  /** Byte order: {@code 100_} comes before {@code 10_}, capitals before small letters. */
  private static final Comparator<String> BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private ScriptNames() {}

  /** The scripts in a folder; a folder that is missing has none. */
  static List<String> in(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return of(names);
  }

  /** Those of the names that are scripts, in the order in which they run. */
  public static List<String> of(Collection<String> names) {
    return names.stream().filter(ScriptNames::isScript).sorted(BYTES).toList();
  }

  /** Every new project has a README in each folder; hidden files are editors' and Git's. */
  private static boolean isScript(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && !name.endsWith("~")
        && !lower.equals("readme")
        && !lower.startsWith("readme.");
  }
}
