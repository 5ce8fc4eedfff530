package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.shell.ShellWord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds secrets among the words of a command line, which every user of a machine can see. */
final class Secrets {

  /** They are part of the shell: no other process sees what they are given. */
  private static final Set<String> BUILTINS =
      Set.of(
          "echo",
          "printf",
          "test",
          "[",
          "[[",
          "export",
          "local",
          "declare",
          "typeset",
          "readonly",
          "read",
          "set",
          "unset",
          "alias",
          "return",
          "exit",
          "trap",
          "eval",
          "getopts",
          "case",
          ":");

  private static final Pattern OPTION =
      Pattern.compile(
          "--?(password|passwd|passphrase|secret|token|api-?key|secret-?key|auth-?token)=(.+)");
  private static final Pattern OPTION_ALONE =
      Pattern.compile(
          "--(password|passwd|passphrase|secret|token|api-?key|secret-?key|auth-?token)");
  private static final Pattern URL =
      Pattern.compile("(?i)[a-z][a-z0-9+.-]*://[^/\\s:@]+:[^/\\s@]+@.*");
  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)(proxy-)?authorization: *(basic|bearer|token) +\\S+.*");

  private Secrets() {}

  /** The word that holds a secret, or is followed by one. */
  static Optional<ShellWord> on(List<ShellWord> words) {
    if (words.isEmpty() || BUILTINS.contains(words.getFirst().text()) || isFunctionLike(words)) {
      return Optional.empty();
    }
    String program = words.getFirst().text().replaceFirst(".*/", "");
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).text();
      boolean valueFollows = i + 1 < words.size() && !words.get(i + 1).text().startsWith("-");
      boolean secret =
          OPTION.matcher(word).matches() && !isFile(word)
              || OPTION_ALONE.matcher(word).matches() && valueFollows
              || URL.matcher(word).matches()
              || AUTHORIZATION.matcher(word).matches()
              || ofProgram(program, word, valueFollows ? words.get(i + 1).text() : "");
      if (secret) {
        return Optional.of(words.get(i));
      }
    }
    return Optional.empty();
  }

  private static boolean isFunctionLike(List<ShellWord> words) {
    return !words.getFirst().plain();
  }

  /** {@code --password=@file}, {@code --password=stdin} are no secrets. */
  private static boolean isFile(String word) {
    String value = word.substring(word.indexOf('=') + 1);
    return value.startsWith("@")
        || value.equals("stdin")
        || value.equals("-")
        || value.startsWith("file:");
  }

  private static boolean ofProgram(String program, String word, String value) {
    return switch (program) {
      case "sshpass" -> word.matches("-p.+") || word.equals("-p") && !value.isEmpty();
      case "mysql", "mysqladmin", "mysqldump", "mariadb" -> word.matches("-p[^-].*");
      case "curl" ->
          word.matches("(-u|--user=?)[^:]+:.+")
              || (word.equals("-u") || word.equals("--user")) && value.matches("[^:]+:.+");
      default -> false;
    };
  }
}
