package io.jetpack.cli.program;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words of the command line as their bytes were. The Java runtime replaces what is no text in
 * the encoding of the locale, and says nothing; the kernel knows better.
 */
final class ExactArguments {

  private static final char REPLACEMENT = '\uFFFD';
  private static final int SHOWN_BYTES = 60;
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private ExactArguments() {}

  /**
   * The words as UTF-8.
   *
   * @param args as the runtime gave them
   * @throws CommandFailure when one is no UTF-8
   */
  static List<String> of(String... args) {
    boolean replaced = false;
    for (String arg : args) {
      replaced |= arg.indexOf(REPLACEMENT) >= 0;
    }
    if (!replaced && "UTF-8".equals(System.getProperty("sun.jnu.encoding", "UTF-8"))) {
      return List.of(args);
    }
    try {
      return of(Files.readAllBytes(COMMAND_LINE), args);
    } catch (IOException e) {
      return List.of(args);
    }
  }

  /**
   * The same.
   *
   * @param commandLine all words that the process was started with, each with a zero behind it
   */
  static List<String> of(byte[] commandLine, String... args) {
    List<byte[]> words = words(commandLine);
    if (words.size() < args.length) {
      return List.of(args);
    }
    List<byte[]> last = words.subList(words.size() - args.length, words.size());
    List<String> exact = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (isOther(last.get(i), args[i])) {
        return List.of(args);
      }
    }
    for (int i = 0; i < args.length; i++) {
      exact.add(text(last.get(i), i + 1));
    }
    return exact;
  }

  private static List<byte[]> words(byte[] commandLine) {
    List<byte[]> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < commandLine.length; i++) {
      if (commandLine[i] == 0) {
        words.add(Arrays.copyOfRange(commandLine, start, i));
        start = i + 1;
      }
    }
    return words;
  }

  /** Whether it is not this word that the runtime gave: somebody in this process made it up. */
  private static boolean isOther(byte[] word, String arg) {
    String ascii = new String(word, StandardCharsets.US_ASCII);
    return ascii.indexOf(REPLACEMENT) < 0 && !ascii.equals(arg);
  }

  private static String text(byte[] word, int number) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(word)).toString();
    } catch (CharacterCodingException e) {
      throw new CommandFailure(
          ExitCodes.USAGE,
          "argument %d is no UTF-8 text: '%s'; convert it with iconv, or rename the file"
              .formatted(number, shown(word)),
          e);
    }
  }

  private static String shown(byte[] word) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(word.length, SHOWN_BYTES); i++) {
      text.append(
          word[i] >= ' ' && word[i] < 0x7f
              ? String.valueOf((char) word[i])
              : String.format(Locale.ROOT, "\\x%02x", word[i] & 0xff));
    }
    return word.length > SHOWN_BYTES ? text + "..." : text.toString();
  }
}
