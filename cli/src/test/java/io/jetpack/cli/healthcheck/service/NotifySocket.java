package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A real socket for datagrams, which the JDK does not have: tells what it gets. */
final class NotifySocket implements AutoCloseable {

  private static final String PROGRAM =
      """
      import socket, sys
      name = sys.argv[1]
      receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      receiver.bind('\\0' + name[1:] if name.startswith('@') else name)
      print('bound', flush=True)
      while True:
          print(ascii(receiver.recv(65536).decode('utf-8')), flush=True)
      """;

  private final Process process;
  private final BufferedReader lines;

  NotifySocket(String name) throws IOException {
    process =
        new ProcessBuilder("python3", "-c", PROGRAM, name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    lines = process.inputReader(StandardCharsets.UTF_8);
    assertThat(lines.readLine()).isEqualTo("bound");
  }

  String next() throws IOException {
    return lines.readLine();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    lines.close();
  }
}
