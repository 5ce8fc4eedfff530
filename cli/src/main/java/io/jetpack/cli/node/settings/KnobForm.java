package io.jetpack.cli.node.settings;

import io.jetpack.text.Durations;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the values of a knob are written. */
sealed interface KnobForm<T> {

  /**
   * Reads a value.
   *
   * @param words one word, or those of a list
   * @param list whether it was written as a list
   * @throws IllegalArgumentException that says what to write instead
   */
  T read(List<String> words, boolean list);

  /** Whether a value must not be shown to people, because it may hold a password. */
  default boolean isSecret() {
    return false;
  }

  /** Writes a value for jetpack.toml. */
  String toml(T value);

  /** A whole number. */
  record WholeNumber(int least, int most) implements KnobForm<Integer> {
    @Override
    public Integer read(List<String> words, boolean list) {
      String word = words.size() == 1 ? words.getFirst() : "";
      if (!list && word.matches("\\d{1,9}")) {
        int number = Integer.parseInt(word);
        if (number >= least && number <= most) {
          return number;
        }
      }
      throw new IllegalArgumentException(
          "write a whole number from %d to %d".formatted(least, most));
    }

    @Override
    public String toml(Integer value) {
      return value.toString();
    }
  }

  /** A duration of more than zero. */
  record Time() implements KnobForm<Duration> {
    @Override
    public Duration read(List<String> words, boolean list) {
      if (list) {
        throw new IllegalArgumentException("write one duration such as \"90s\"");
      }
      try {
        return Durations.parse(words.getFirst());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "write a duration such as \"500ms\", \"90s\", \"15m\" or \"1d12h\"", e);
      }
    }

    @Override
    public String toml(Duration value) {
      return '"' + Durations.format(value) + '"';
    }
  }

  /** A duration, or nothing. */
  record OptionalTime() implements KnobForm<Optional<Duration>> {
    @Override
    public Optional<Duration> read(List<String> words, boolean list) {
      if (!list && words.getFirst().isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(new Time().read(words, list));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "write a duration such as \"90s\" or \"2h\", or \"\"", e);
      }
    }

    @Override
    public String toml(Optional<Duration> value) {
      return '"' + value.map(Durations::format).orElse("") + '"';
    }
  }

  /** The words of a command line, none being none. */
  record CommandWords() implements KnobForm<List<String>> {
    @Override
    public List<String> read(List<String> words, boolean list) {
      if (!list || words.stream().anyMatch(String::isEmpty)) {
        throw new IllegalArgumentException(
            "write a list of words such as [\"wine\", \"cmd.exe\", \"/d\", \"/c\"]");
      }
      return List.copyOf(words);
    }

    @Override
    public String toml(List<String> value) {
      return value.stream()
          .map(word -> '"' + word + '"')
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Yes or no. */
  record Switch() implements KnobForm<Boolean> {
    @Override
    public Boolean read(List<String> words, boolean list) {
      String word = list ? "" : words.getFirst();
      if (!word.equals("true") && !word.equals("false")) {
        throw new IllegalArgumentException("write true or false");
      }
      return word.equals("true");
    }

    @Override
    public String toml(Boolean value) {
      return value.toString();
    }
  }

  /** A word of lower-case letters, digits and hyphens. */
  record Name() implements KnobForm<String> {
    @Override
    public String read(List<String> words, boolean list) {
      if (list || !words.getFirst().matches("[a-z][a-z0-9-]*")) {
        throw new IllegalArgumentException("write one word of lower-case letters");
      }
      return words.getFirst();
    }

    @Override
    public String toml(String value) {
      return '"' + value + '"';
    }
  }

  /** An absolute path, or nothing. */
  record AbsolutePath() implements KnobForm<Optional<Path>> {
    @Override
    public Optional<Path> read(List<String> words, boolean list) {
      String word = list ? "?" : words.getFirst();
      if (word.isEmpty()) {
        return Optional.empty();
      }
      try {
        Path path = Path.of(word);
        if (path.isAbsolute()) {
          return Optional.of(path);
        }
      } catch (InvalidPathException e) {
        // said below
      }
      throw new IllegalArgumentException("write an absolute path, or \"\"");
    }

    @Override
    public String toml(Optional<Path> value) {
      return '"' + value.map(Path::toString).orElse("") + '"';
    }
  }

  /** The file that node_exporter's textfile collector reads, or nothing. */
  record MetricsFile() implements KnobForm<Optional<Path>> {
    @Override
    public Optional<Path> read(List<String> words, boolean list) {
      Optional<Path> path = new AbsolutePath().read(words, list);
      if (path.isPresent() && !path.get().toString().endsWith(".prom")) {
        throw new IllegalArgumentException(
            "write an absolute path that ends in .prom, since the collector reads no other, or"
                + " \"\"");
      }
      return path;
    }

    @Override
    public String toml(Optional<Path> value) {
      return new AbsolutePath().toml(value);
    }
  }

  /** The address of a service in the web without a path, or nothing. */
  record WebAddress() implements KnobForm<Optional<URI>> {
    @Override
    public Optional<URI> read(List<String> words, boolean list) {
      String word = list ? "?" : words.getFirst();
      if (word.isEmpty()) {
        return Optional.empty();
      }
      if (word.matches("https?://[\\w.\\[\\]:-]+")) {
        return Optional.of(URI.create(word));
      }
      throw new IllegalArgumentException(
          "write an address such as \"http://10.0.0.1:8080\", or \"\"");
    }

    @Override
    public boolean isSecret() {
      return true;
    }

    @Override
    public String toml(Optional<URI> value) {
      return '"' + value.map(URI::toString).orElse("") + '"';
    }
  }

  /** Where a broker is, or nothing. */
  record BrokerUri() implements KnobForm<Optional<AmqpUri>> {
    @Override
    public Optional<AmqpUri> read(List<String> words, boolean list) {
      String word = list ? "?" : words.getFirst().strip();
      return word.isEmpty() ? Optional.empty() : Optional.of(AmqpUri.parse(word));
    }

    @Override
    public boolean isSecret() {
      return true;
    }

    @Override
    public String toml(Optional<AmqpUri> value) {
      return '"' + value.map(AmqpUri::toString).orElse("") + '"';
    }
  }
}
