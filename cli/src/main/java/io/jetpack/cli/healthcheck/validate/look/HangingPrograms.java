package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.shell.ShellWord;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Programs that are known to hang where a network or a server does not answer. */
final class HangingPrograms {

  /** Where network file systems are usually mounted. */
  private static final Pattern NETWORK_PATH =
      Pattern.compile("/(mnt|nfs|net|shared|scratch|lustre|gpfs|beegfs|anf|amlfs)(/.*)?");

  private static final Pattern CURL_SHORT = Pattern.compile("-[a-zA-Z#0-9]*[mK].*");

  private HangingPrograms() {}

  /**
   * What may hang, for people; empty when the command is no such program or limits itself.
   *
   * @param words the program and its arguments
   */
  static Optional<String> whyItMayHang(List<ShellWord> words) {
    if (words.isEmpty() || !words.getFirst().plain()) {
      return Optional.empty();
    }
    List<ShellWord> arguments = words.subList(1, words.size());
    // what a variable adds nobody can see
    boolean hidden = arguments.stream().anyMatch(word -> hidesOptions(word.text()));
    String name = words.getFirst().text().replaceFirst("^(/usr)?/s?bin/", "");
    return switch (name) {
      case "curl" ->
          limit(name, hidden || curlIsLimited(arguments) || asks(arguments), "--max-time");
      case "wget" ->
          limit(
              name,
              hidden || asks(arguments) || any(arguments, "(-[a-zA-Z]*T.*|--[a-z-]*timeout(=.*)?)"),
              "--timeout");
      case "ssh" ->
          limit(
              name,
              hidden || asks(arguments) || any(arguments, "-[A-Z]|.*ConnectTimeout.*|-O.*|-G"),
              "-o ConnectTimeout, and 'timeout' for what runs there");
      case "df" ->
          dfLooksAtNetwork(arguments, hidden)
              ? Optional.of(
                  "'df' waits for network file systems that do not answer; there is 'df -l'")
              : Optional.empty();
      case "ls", "stat" ->
          arguments.stream()
              .filter(word -> NETWORK_PATH.matcher(word.text()).matches())
              .findFirst()
              .map(path ->
                  "'%s' hangs when '%s' is a network file system that does not answer"
                      .formatted(name, path.text()));
      default -> Optional.empty();
    };
  }

  private static Optional<String> limit(String name, boolean limited, String option) {
    return limited
        ? Optional.empty()
        : Optional.of(
            "'%s' without a time limit (%s) waits for a server that does not answer"
                .formatted(name, option));
  }

  /** Whether a whole word is a variable: it may stand for options. */
  private static boolean hidesOptions(String word) {
    return word.matches("\\$\\{?[A-Za-z_]\\w*([\\[@*\\]:+-].*)?}?|\\$[@*]|\"?\\$\\{.*@].*")
        && !word.matches(
            "\\$\\{?(?i:\\w*(ur[il]|host|server|target|address|ip|path|file|dir)\\w*)}?");
  }

  private static boolean curlIsLimited(List<ShellWord> arguments) {
    return arguments.stream()
        .anyMatch(word ->
            word.text().matches("--(max-time|config|speed-time|speed-limit)(=.*)?")
                || CURL_SHORT.matcher(word.text()).matches());
  }

  private static boolean asks(List<ShellWord> arguments) {
    return any(arguments, "--version|--help|-V|-h");
  }

  private static boolean any(List<ShellWord> arguments, String pattern) {
    return arguments.stream().anyMatch(word -> word.text().matches(pattern));
  }

  /** Whether it asks all file systems, or one on the network. */
  private static boolean dfLooksAtNetwork(List<ShellWord> arguments, boolean hidden) {
    if (hidden
        || any(arguments, "--local|-[a-zA-Z]*l[a-zA-Z]*|--version|--help|-[a-zA-Z]*t.*|--type.*")) {
      return false;
    }
    List<ShellWord> paths =
        arguments.stream().filter(word -> !word.text().startsWith("-")).toList();
    boolean excludes = any(arguments, "-[a-zA-Z]*x.*|--exclude-type.*");
    boolean all = paths.isEmpty() && !excludes;
    return all || paths.stream().anyMatch(path -> NETWORK_PATH.matcher(path.text()).matches());
  }
}
