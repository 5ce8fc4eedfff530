package io.jetpack.cli.converge.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a file, however long it is. */
public final class LastLines {

  private static final int MOST_BYTES = 8 * 1024;

  private LastLines() {}

  /** The last lines that are not blank, at most so many; none when the file can not be read. */
  public static List<String> of(Path file, int most) {
    try (FileChannel channel = FileChannel.open(file)) {
      long from = Math.max(0, channel.size() - MOST_BYTES);
      ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
        // until it is full, or the file ends
      }
      List<String> lines =
          StandardCharsets.UTF_8
              .decode(buffer.flip())
              .toString()
              .lines()
              .map(String::stripTrailing)
              .filter(line -> !line.isBlank())
              .toList();
      return lines.subList(Math.max(0, lines.size() - most), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}
