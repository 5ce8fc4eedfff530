package io.jetpack.cli.healthcheck.validate.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader of shell scripts sees, and that no text ends it. */
@Timeout(60)
class ShellScriptTest {

  private static final int DAMAGED_SCRIPTS = 5_000;
  private static final long SEED = 20_261_129;

  /** What a script is damaged with: whatever opens or closes something. */
  private static final List<String> SPLINTERS =
      List.of(
          "'",
          "\"",
          "`",
          "(",
          ")",
          "((",
          "))",
          "$(",
          "$((",
          "${",
          "}",
          "{",
          "[[",
          "]]",
          "<<E\n",
          "<<-'E'\n",
          ";;",
          ";&",
          "esac",
          "case x in",
          "in",
          "fi",
          "done",
          "do",
          "then",
          "if ",
          "for x in",
          "while ",
          "function f",
          "f()",
          "#",
          "\\",
          "\n",
          "|",
          "&&",
          "<(",
          "$'",
          "!",
          "=(",
          "@(",
          "\0",
          "\uD800",
          "é");

  record Case(String text, List<String> commands) {
    static Case of(String text, String... commands) {
      return new Case(text, List.of(commands));
    }

    @Override
    public String toString() {
      return text.replace("\n", "\\n");
    }
  }

  static Stream<Case> scripts() {
    return Stream.of(
        // parentheses that are quoted, within arithmetic
        Case.of("x=$(( $(printf %d \"'(\") + 1 ))\nexit -2", "1:9 printf %d '(", "2:1 exit -2"),
        Case.of("x=$(( ${s//(/} + 1 ))\nexit -2", "2:1 exit -2"),
        Case.of("(( n == '(' )) && exit 3\nexit -2", "1:1 ((", "1:19 exit 3", "2:1 exit -2"),
        Case.of("(( n == \")\" ))\nexit -2", "1:1 ((", "2:1 exit -2"),
        Case.of("x=$(( \"(\" ))\nexit -2", "2:1 exit -2"),
        Case.of("x=$(( \\( 1 ))\nexit -2", "2:1 exit -2"),
        Case.of("echo $((16#ff))\nexit -2", "1:1 echo $((16#ff))", "2:1 exit -2"),
        Case.of("for ((i = 0; i < 3; i++)); do a; done\nexit -2", "1:31 a", "2:1 exit -2"),
        // two parentheses that are not arithmetic
        Case.of("x=$((a; b) | c)\nexit -2", "1:6 a", "1:9 b", "1:14 c", "2:1 exit -2"),
        Case.of("((a); (b))\nexit -2", "1:3 a", "1:8 b", "2:1 exit -2"),
        // what stands in substitutions
        Case.of(
            "x=$(case $1 in a) b ;; (c) d ;; esac)\nexit -2", "1:19 b", "1:28 d", "2:1 exit -2"),
        Case.of("x=$(echo case in a)\nexit -2", "1:5 echo case in a", "2:1 exit -2"),
        Case.of("x=$(cat <<E\nit's a )\nE\n)\nexit -2", "1:5 cat", "5:1 exit -2"),
        Case.of("x=$(a # it's )\n)\nexit -2", "1:5 a", "3:1 exit -2"),
        Case.of(
            "echo \"$(a \"$(b ')')\")\"\nexit -2",
            "1:14 b )",
            "1:9 a $(b ')')",
            "1:1 echo $(a \"$(b ')')\")",
            "2:1 exit -2"),
        Case.of("x=`a \\`b\\``\nexit -2", "1:7 b", "1:4 a `b`", "2:1 exit -2"),
        Case.of("x=${y:-$(a)}\nexit -2", "1:10 a", "2:1 exit -2"),
        Case.of(
            "diff <(a) <(b \")\")\nexit -2",
            "1:8 a",
            "1:13 b )",
            "1:1 diff <() <()",
            "2:1 exit -2"),
        // braces
        Case.of("x=${y//{/}\nexit -2", "2:1 exit -2"),
        Case.of("x=\"${y%'}'}\"\nexit -2", "2:1 exit -2"),
        Case.of("x=\"${y:-it's}\"\nexit -2", "2:1 exit -2"),
        Case.of("x=${y:-'}'}\nexit -2", "2:1 exit -2"),
        Case.of("x=${#y} z=${#} w=${!v}\nexit -2", "2:1 exit -2"),
        Case.of("x=${y[$((i+1))]#\"}\"}\nexit -2", "2:1 exit -2"),
        // quotes
        Case.of("x=$'it\\'s'\nexit -2", "2:1 exit -2"),
        Case.of("echo 'a\nb' \\\n  c\nexit -2", "1:1 echo a\nb c", "4:1 exit -2"),
        Case.of("x=(a 'b)' $(c))\nexit -2", "1:13 c", "2:1 exit -2"),
        // compound commands
        Case.of(
            "case $1 in\n  a | b) c ;;\n  *) d ;;\nesac\nexit -2",
            "2:10 c",
            "3:6 d",
            "5:1 exit -2"),
        Case.of("f() { a; }\nfunction g { b; }\nexit -2", "1:7 a", "2:14 b", "3:1 exit -2"),
        Case.of("cat <<-'E' | a\n\texit -3\n\tE\nexit -2", "1:1 cat", "1:14 a", "4:1 exit -2"),
        Case.of("a 2>/dev/null >&2 <in\nexit -2", "1:1 a", "2:1 exit -2"),
        Case.of("if a; then b; else c; fi\nexit -2", "1:4 a", "1:12 b", "1:20 c", "2:1 exit -2"),
        Case.of("! [[ -f $x && ( -d $y ) ]]\nexit -2", "1:3 [[", "2:1 exit -2"));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void the_commands_of_a_script_are_found(Case script) {
    assertThat(seen(script.text())).isEqualTo(script.commands());
  }

  private static List<String> seen(String text) {
    return ShellScript.commands(text).stream()
        .map(command ->
            "%d:%d %s"
                .formatted(
                    command.line(),
                    command.name().column(),
                    command.words().stream().map(ShellWord::text).collect(Collectors.joining(" "))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("deep")
  void nesting_costs_neither_the_stack_nor_minutes(String opening) {
    assertThat(ShellScript.commands(opening.repeat(50_000))).isNotNull();
  }

  static Stream<String> deep() {
    return Stream.of(
        "$(",
        "$((",
        "((",
        "\"$(",
        "${x:-",
        "\"${x:-",
        "`",
        "\\`",
        "(",
        "{ ",
        "if ",
        "case x in ",
        "case x in a) ",
        "x=(",
        "<(",
        "$((\"",
        "$(( $( ",
        "f() ",
        "[[ ",
        "<<E\n",
        "esac;;",
        "${x[");
  }

  @Test
  void five_thousand_damaged_scripts_are_read() throws IOException {
    List<String> whole = wholeScripts();
    Random random = new Random(SEED);
    for (int i = 0; i < DAMAGED_SCRIPTS; i++) {
      String damaged = damaged(whole.get(random.nextInt(whole.size())), random);
      try {
        List<ShellCommand> commands = ShellScript.commands(damaged);
        long lines = damaged.chars().filter(letter -> letter == '\n').count() + 1;
        assertThat(commands)
            .allSatisfy(command -> {
              assertThat(command.words()).isNotEmpty();
              assertThat((long) command.line()).isBetween(1L, lines);
              assertThat(command.name().column()).isPositive();
            });
      } catch (RuntimeException | StackOverflowError e) {
        fail("the reader failed on script %d:\n%s".formatted(i, damaged), e);
      }
    }
  }

  /** The shell scripts of this project, and the small ones above. */
  private static List<String> wholeScripts() throws IOException {
    List<String> texts = new ArrayList<>(scripts().map(Case::text).toList());
    Path checkout = Path.of("..").toRealPath();
    for (String place :
        List.of("samples/healthcheck.d", "samples/healthcheck-failing.d", "cli/src/dist/bin")) {
      try (Stream<Path> files = Files.list(checkout.resolve(place))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String text = Files.readString(file, StandardCharsets.UTF_8);
          if (text.lines().findFirst().orElse("").matches("#!.*sh\\b.*")) {
            texts.add(text);
          }
        }
      }
    }
    assertThat(texts).hasSizeGreaterThan(scripts().toList().size() + 10);
    return texts;
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      int at = random.nextInt(damaged.length() + 1);
      int to = Math.min(damaged.length(), at + random.nextInt(20));
      switch (random.nextInt(5)) {
        case 0 -> damaged.delete(at, to);
        case 1 -> damaged.insert(at, damaged.substring(at, to));
        case 2 -> damaged.setLength(Math.max(1, at));
        default -> damaged.insert(at, SPLINTERS.get(random.nextInt(SPLINTERS.size())));
      }
    }
    return damaged.toString();
  }
}
