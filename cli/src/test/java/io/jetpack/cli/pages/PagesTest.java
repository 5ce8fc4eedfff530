package io.jetpack.cli.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All pages for people: what they name exists, their links lead somewhere, and they are short. */
class PagesTest {

  private static final Map<String, Integer> MOST_WORDS =
      Map.of("README.md", 900, "CONTRIBUTING.md", 900, "ARCHITECTURE.md", 1500);

  private static final int MOST_WORDS_OF_OTHERS = 2000;

  /** Fewer than there are, so that a test that reads nothing does not pass. */
  private static final int LEAST_PAGES = 25;

  private static final Map<Names.Kind, Integer> LEAST_NAMES =
      Map.of(
          Names.Kind.TYPE, 200,
          Names.Kind.PACKAGE, 20,
          Names.Kind.FILE, 150,
          Names.Kind.SETTING, 15,
          Names.Kind.VARIABLE, 5,
          Names.Kind.PROPERTY, 3,
          Names.Kind.HEADER, 4,
          Names.Kind.OPTION, 10,
          Names.Kind.COMMAND, 40,
          Names.Kind.BUILD, 10);

  private static Checkout checkout;
  private static Names names;

  @BeforeAll
  static void readTheCheckout() throws IOException {
    checkout = Checkout.read();
    CommandWords commands =
        new CommandWords(checkout.text("cli/src/test/resources/golden/manual/jetpack.1"))
            // of the sample plugin
            .with("uptime");
    assertThat(commands.count()).isGreaterThan(14);
    Set<String> settings = settings(checkout.text("cli/src/dist/config/jetpack.toml"));
    assertThat(settings).hasSizeGreaterThan(30);
    names = new Names(checkout, commands, settings);
  }

  /** The keys of the shipped file, where each is a comment with its default. */
  private static Set<String> settings(String toml) {
    Set<String> keys = new HashSet<>();
    String table = "";
    Pattern heading = Pattern.compile("\\[(\\w+)]");
    Pattern key = Pattern.compile("# (\\w+) = .*");
    for (String line : toml.split("\n", -1)) {
      Matcher isHeading = heading.matcher(line);
      Matcher isKey = key.matcher(line);
      if (isHeading.matches()) {
        table = isHeading.group(1);
      } else if (isKey.matches()) {
        keys.add(table + "." + isKey.group(1));
      }
    }
    return keys;
  }

  @Test
  void no_page_is_longer_than_people_read() {
    assertThat(checkout.pages()).hasSizeGreaterThan(LEAST_PAGES);
    assertThat(checkout.pages())
        .allSatisfy(page ->
            assertThat(page.words())
                .as("words of %s; a page that grows is split by subject", page.path())
                .isLessThanOrEqualTo(
                    MOST_WORDS.getOrDefault(page.path().toString(), MOST_WORDS_OF_OTHERS)));
  }

  @Test
  void every_link_leads_to_a_file_and_a_heading_that_exist() {
    List<String> problems = new ArrayList<>();
    for (Page page : checkout.pages()) {
      for (String link : page.links()) {
        linkProblem(page, link)
            .ifPresent(problem -> problems.add("%s: %s".formatted(page.path(), problem)));
      }
    }
    assertThat(problems).isEmpty();
  }

  private static Optional<String> linkProblem(Page page, String link) {
    if (link.matches("(https?|mailto):.*")) {
      return Optional.empty();
    }
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
    String name = target.toString().replace('\\', '/');
    if (!checkout.has(name)) {
      return Optional.of("the link '%s' leads to no file".formatted(link));
    }
    if (parts.length == 2) {
      Page other = new Page(target, checkout.text(name));
      if (!other.anchors().contains(parts[1])) {
        return Optional.of("the link '%s' leads to no heading".formatted(link));
      }
    }
    return Optional.empty();
  }

  @Test
  void everything_that_a_page_names_exists() {
    List<String> problems = new ArrayList<>();
    Map<Names.Kind, Integer> counts = new EnumMap<>(Names.Kind.class);
    for (Page page : checkout.pages()) {
      for (String name : page.names()) {
        counts.merge(names.kind(name), 1, Integer::sum);
        names
            .problem(page, name)
            .ifPresent(problem -> problems.add("%s: %s".formatted(page.path(), problem)));
      }
    }
    assertThat(problems).isEmpty();
    assertThat(counts)
        .allSatisfy((kind, count) ->
            assertThat(count)
                .as("names recognised as %s", kind)
                .isGreaterThanOrEqualTo(LEAST_NAMES.getOrDefault(kind, 0)));
  }

  @Test
  void every_command_that_a_page_shows_exists() {
    List<String> problems = new ArrayList<>();
    int count = 0;
    for (Page page : checkout.pages()) {
      for (String line : page.shownCommands()) {
        count++;
        names
            .command(line)
            .ifPresent(problem -> problems.add("%s: %s".formatted(page.path(), problem)));
      }
    }
    assertThat(problems).isEmpty();
    assertThat(count).isGreaterThan(10);
  }

  /** The page of a subject that nobody finds is not read. */
  @Test
  void every_page_is_linked_from_readme_or_architecture() {
    Set<Path> linked = new HashSet<>(Set.of(Path.of("README.md")));
    for (String name : List.of("README.md", "ARCHITECTURE.md")) {
      new Page(Path.of(name), checkout.text(name))
          .links()
          .forEach(link -> linked.add(Path.of(link.replaceFirst("#.*", "")).normalize()));
    }
    assertThat(checkout.pages())
        .filteredOn(page -> !page.path().startsWith(".github"))
        .extracting(Page::path)
        .isSubsetOf(linked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NoSuchTest",
        "Outbox.noSuchMember",
        "@NoSuchAnnotation",
        "io.jetpack.no.such",
        "io.jetpack.cli.NoSuchType",
        "cli/docs/no-such.md",
        "cli/src/no/such/directory",
        "no_such_check.py",
        "run/no-place-of-ours",
        "/opt/cycle/jetpack/no-place-of-ours",
        "outbox.no_such_key",
        "healthcheck.paralel",
        "JETPACK_NO_SUCH_SETTING",
        "-Dtest=NoSuchTest",
        "-Djetpack.no.such.property=1",
        "# jetpack: no_such_key=1",
        "--no-such-option",
        "jetpack nosuch",
        "jetpack healthcheck nosuch",
        "jetpack healthcheck run --no-such",
        "jetpack help nosuch",
        "jetpack keepalive --act",
        "healthcheck run --no-such",
        "mvn -pl nosuch test",
        "mvn -pl cli test -Dtest=NoSuchTest",
        "make nosuch"
      })
  void a_name_of_nothing_is_found(String name) {
    assertThat(names.problem(new Page(Path.of("README.md"), ""), name)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "no-such-page.md",
    "cli/docs/settings.md#no-such-heading",
    "#no-such-heading",
    "../outside.md"
  })
  void a_link_to_nowhere_is_found(String link) {
    assertThat(linkProblem(new Page(Path.of("README.md"), checkout.text("README.md")), link))
        .isPresent();
  }

  @Test
  void code_is_not_read_as_prose() {
    Page page =
        new Page(
            Path.of("x.md"),
            """
            # A `page`, twice

            Text with `two
            words` and [a link](y.md#z).

                $ ./jetpack config `key` [x](y)

                more

            ## A page, twice

            ```json
            `fenced` [x](y)
            ```
            """);
    assertThat(page.names()).containsExactly("page", "two words");
    assertThat(page.links()).containsExactly("y.md#z");
    assertThat(page.anchors()).containsExactly("a-page-twice", "a-page-twice-1");
    assertThat(page.shownCommands()).containsExactly("./jetpack config `key` [x](y)");
  }
}
