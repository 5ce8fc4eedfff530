package io.jetpack.cli.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file is to hold.
 *
 * @param content all of it
 * @param kept a line that sites edit and that stays as they have it; its first group is the value
 */
record Text(String content, Optional<Pattern> kept) {

  /** The text of a resource of this package, made for a home. */
  static Text of(String resource, Names names) {
    try (InputStream in = Text.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + resource);
      }
      String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Text(
          template
              .replace("@HOME@", names.home())
              .replace("@RUN@", names.run())
              .replace("@LOGS@", names.logs())
              .replace("@USER@", Names.USER),
          Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Text keeping(Pattern line) {
    return new Text(content, Optional.of(line));
  }

  /** What a file is to hold that holds this now. */
  String insteadOf(String existing) {
    return kept.flatMap(pattern -> value(pattern, existing))
        .map(value -> withValue(kept.get(), content, value))
        .orElse(content);
  }

  /** A digest that says whose text it is, whatever the line holds that sites edit. */
  String digest(String text) {
    String neutral =
        kept.flatMap(pattern -> value(pattern, content).map(ours -> withValue(pattern, text, ours)))
            .orElse(text);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(neutral.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> value(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String withValue(Pattern pattern, String text, String value) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? text.substring(0, matcher.start(1)) + value + text.substring(matcher.end(1))
        : text;
  }
}
