import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of libraries whose POMs say it in words of their own, say several licences and not
 * whether all of them hold, or have no text with a copyright notice in their jars.
 *
 * <p>A file with a line for each: GROUP:NAME, either of them {@code *}; the licence as an SPDX
 * expression, or {@code -} for what the POM says; the copyright notice, or {@code -} for none. The
 * first line that fits counts; lines that begin with {@code #} are comments.
 */
record KnownLicenses(List<Line> lines) {

  record Line(String group, String name, Optional<String> license, String copyright) {

    boolean fits(String itsGroup, String itsName) {
      return (group.equals("*") || group.equals(itsGroup)) && (name.equals("*") || name.equals(itsName));
    }
  }

  static KnownLicenses read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] columns = line.split("\t");
        String[] names = columns[0].split(":");
        Optional<String> license = Optional.of(columns[1]).filter(text -> !text.equals("-"));
        lines.add(new Line(names[0], names[1], license, columns[2].equals("-") ? "" : columns[2]));
      }
    }
    return new KnownLicenses(lines);
  }

  Optional<Line> of(String group, String name) {
    return lines.stream().filter(line -> line.fits(group, name)).findFirst();
  }
}
