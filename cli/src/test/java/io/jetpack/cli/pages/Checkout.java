package io.jetpack.cli.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the checkout, without what the build makes, and what they declare. */
final class Checkout {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What is not the project's, or is made. */
  private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".idea", "__pycache__");

  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");
  private static final Pattern IMPORTED =
      Pattern.compile("^import (?:static )?(?:[a-z]\\w*\\.)+([A-Z]\\w*)", Pattern.MULTILINE);
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("[\\w.-]+");

  /** By the path from the root, in the spelling of Unix. */
  private final Map<String, String> texts = new TreeMap<>();

  private final Set<String> directories = new HashSet<>();
  private final Map<String, List<String>> declaredIn = new HashMap<>();
  private final Set<String> imported = new HashSet<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> words = new HashSet<>();
  private final Set<String> wordsOfTests = new HashSet<>();
  private final Set<String> extensions = new HashSet<>();

  private Checkout() {}

  static Checkout read() throws IOException {
    Checkout checkout = new Checkout();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes ignored) {
            if (LEFT_OUT.contains(String.valueOf(directory.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            checkout.directories.add(name(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              checkout.add(
                  name(file), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return checkout;
  }

  private static String name(Path path) {
    return ROOT.relativize(path).toString().replace('\\', '/');
  }

  private void add(String name, String text) {
    texts.put(name, text);
    int dot = name.lastIndexOf('.');
    if (dot > name.lastIndexOf('/') + 1) {
      extensions.add(name.substring(dot + 1));
    }
    if (isPage(name)) {
      return;
    }
    // the names that this test makes up exist nowhere
    if (!name.contains("/io/jetpack/cli/pages/")) {
      Set<String> said = name.contains("/src/test/") ? wordsOfTests : words;
      WORD.matcher(text).results().forEach(word -> addWord(said, word.group()));
    }
    if (!name.endsWith(".java")) {
      return;
    }
    Matcher declared = DECLARED.matcher(text);
    while (declared.find()) {
      declaredIn.computeIfAbsent(declared.group(1), type -> new ArrayList<>()).add(name);
    }
    IMPORTED.matcher(text).results().forEach(type -> imported.add(type.group(1)));
    PACKAGE.matcher(text).results().forEach(found -> packages.add(found.group(1)));
  }

  /** With its ends, which may be of the sentence, and without. */
  private static void addWord(Set<String> words, String word) {
    words.add(word);
    words.add(word.replaceAll("^[.-]+|[.-]+$", ""));
  }

  private static boolean isPage(String name) {
    return name.endsWith(".md");
  }

  /** All but the history, which names what is no more. */
  List<Page> pages() {
    return texts.entrySet().stream()
        .filter(file -> isPage(file.getKey()) && !file.getKey().equals("CHANGELOG.md"))
        .map(file -> new Page(Path.of(file.getKey()), file.getValue()))
        .toList();
  }

  /** The text of a file, which has to be there. */
  String text(String name) {
    return texts.get(name);
  }

  boolean has(String path) {
    return texts.containsKey(path) || directories.contains(path);
  }

  /** Whether a file or directory lies at this path below any directory; {@code *} is any name. */
  boolean hasSomewhere(String path) {
    Pattern pattern =
        Pattern.compile(
            "(?:.*/)?" + Pattern.quote(path.replaceAll("/+$", "")).replace("*", "\\E[^/]*\\Q"));
    return texts.keySet().stream().anyMatch(name -> pattern.matcher(name).matches())
        || directories.stream().anyMatch(name -> pattern.matcher(name).matches());
  }

  /** Whether a type of this simple name is declared here, or taken from a library. */
  boolean hasType(String simpleName) {
    return declaredIn.containsKey(simpleName)
        || imported.contains(simpleName)
        || isOfJava(simpleName);
  }

  private static boolean isOfJava(String simpleName) {
    try {
      Class.forName("java.lang." + simpleName, false, Checkout.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Whether a type has this member, as far as it is declared here. */
  boolean hasMember(String simpleName, String member) {
    List<String> files = declaredIn.get(simpleName);
    Pattern name = Pattern.compile("\\b" + Pattern.quote(member) + "\\b");
    return files == null || files.stream().anyMatch(file -> name.matcher(texts.get(file)).find());
  }

  boolean hasPackage(String name) {
    return packages.contains(name)
        || packages.stream().anyMatch(known -> known.startsWith(name + "."));
  }

  /** Whether a word stands in what is shipped, in what builds it, or in a script of ours. */
  boolean says(String word) {
    return words.contains(word);
  }

  /** Whether a word stands in any file but the pages. */
  boolean saysAnywhere(String word) {
    return words.contains(word) || wordsOfTests.contains(word);
  }

  /** Whether a text stands in a file of that name, wherever it lies. */
  boolean says(String fileName, String text) {
    return texts.entrySet().stream()
        .anyMatch(file -> file.getKey().endsWith("/" + fileName) && file.getValue().contains(text));
  }

  boolean hasExtension(String extension) {
    return extensions.contains(extension);
  }
}
