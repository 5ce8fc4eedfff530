package io.jetpack.cli.converge;

import io.jetpack.cli.Console;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.node.files.OwnedLock;
import io.jetpack.text.PlainText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How the last converge ended, or how far this one is.
 *
 * @param run where it is remembered
 * @param lock taken while one is at work
 */
record StatusReport(Path run, Path lock) {

  int print(Console console) {
    if (Files.notExists(ConvergeRecord.path(run))) {
      console.out().println("this node has never converged");
      return ExitCodes.DONE;
    }
    Optional<JsonNode> found = ConvergeRecord.read(run);
    if (found.isEmpty()) {
      console
          .out()
          .println(
              "'%s' can not be read; the next converge writes it anew"
                  .formatted(ConvergeRecord.path(run)));
      return ExitCodes.FAILED;
    }
    JsonNode record = found.get();
    String result = record.path("result").asString("");
    boolean dead = result.equals(ConvergeRecord.RUNNING) && !OwnedLock.isTaken(lock);
    line(console, "result", dead ? "killed; the next converge goes on" : result);
    for (String name :
        new String[] {"phase", "mode", "failure", "started_at", "ended_at", "installed_at"}) {
      String value = record.path(name).asString("");
      if (!value.isEmpty()) {
        line(console, name.replace('_', ' '), value);
      }
    }
    if (Files.exists(RebootNote.path(run))) {
      line(console, "reboot", "wanted by Chef");
    }
    return ExitCodes.DONE;
  }

  private static void line(Console console, String name, String value) {
    console.out().println("%-13s %s".formatted(name, PlainText.lines(value)));
  }
}
