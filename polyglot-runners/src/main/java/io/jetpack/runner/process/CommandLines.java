package io.jetpack.runner.process;

import io.jetpack.runner.Script;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.Shebang;
import io.jetpack.runner.process.spawn.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which command line runs a script, or why there is none. */
final class CommandLines {

  /** What a script's command line is, or the reason why it can not have one. */
  sealed interface Resolution {
    record Found(List<String> words) implements Resolution {}

    record Missing(String reason) implements Resolution {}
  }

  private final List<String> batchCommand;

  CommandLines(List<String> batchCommand) {
    this.batchCommand = batchCommand;
  }

  Resolution resolve(ScriptRequest request) {
    Path path = request.script();
    Optional<String> problem = Script.whyUnreadable(path);
    if (problem.isPresent()) {
      return new Resolution.Missing(problem.get());
    }
    Script script = Script.of(path);
    if (script.language() == Script.Language.UNKNOWN && Programs.isNative(path)) {
      return withScript(List.of(), path.toAbsolutePath().toString(), request);
    }
    return switch (script.language()) {
      case BATCH -> batch(request);
      case PYTHON, SHELL, SHEBANG, UNKNOWN ->
          script.shebang().isPresent()
              ? byShebang(request, script.shebang().get())
              : byExtension(request, script);
    };
  }

  private Resolution byShebang(ScriptRequest request, Shebang shebang) {
    if (shebang.carriageReturn()) {
      return new Resolution.Missing(
          "the first line of '%s' ends in CR LF, as Windows writes it, so that '%s\\r' would be the"
                  .formatted(request.script(), shebang.interpreter())
              + " interpreter; convert the file to Unix line ends");
    }
    Path interpreter = Path.of(shebang.interpreter());
    if (!Programs.isProgram(interpreter)) {
      return missingInterpreter(request, shebang, shebang.interpreter());
    }
    boolean env = interpreter.endsWith("env");
    String program = shebang.program();
    if (env
        && shebang.argument().isPresent()
        && !shebang.argument().get().contains("/")
        && Programs.findOnPath(program, request.environment()).isEmpty()) {
      return missingInterpreter(request, shebang, program);
    }
    List<String> words = new ArrayList<>();
    words.add(shebang.interpreter());
    shebang.argument().ifPresent(words::add);
    return withScript(words, request.script().toString(), request);
  }

  private static Resolution missingInterpreter(
      ScriptRequest request, Shebang shebang, String interpreter) {
    return new Resolution.Missing(
        "there is no interpreter '%s' for '%s' (first line: %s); install it or correct the line"
            .formatted(interpreter, request.script(), shebang));
  }

  private static Resolution byExtension(ScriptRequest request, Script script) {
    if (PowerShell.isMeant(request.script())) {
      return PowerShell.words(request.environment())
          .map(words -> withScript(words, request.script().toString(), request))
          .orElseGet(() ->
              new Resolution.Missing(
                  "there is no PowerShell (powershell.exe, pwsh) on the PATH to run '%s'"
                      .formatted(request.script())));
    }
    String name =
        switch (script.language()) {
          case SHELL -> "bash";
          case PYTHON -> "python3";
          case BATCH, SHEBANG, UNKNOWN -> "";
        };
    if (name.isEmpty()) {
      return new Resolution.Missing(
          "nothing says how to run '%s': give it a first line such as #!/bin/bash"
              .formatted(request.script()));
    }
    Optional<Path> program = Programs.findOnPath(name, request.environment());
    if (program.isEmpty()) {
      return new Resolution.Missing(
          "there is no '%s' on the PATH to run '%s'".formatted(name, request.script()));
    }
    return withScript(List.of(program.get().toString()), request.script().toString(), request);
  }

  private Resolution batch(ScriptRequest request) {
    if (batchCommand.isEmpty()) {
      return new Resolution.Missing(
          "'%s' is a batch file and this machine has no cmd.exe; set 'runner.batch_command', for instance to wine cmd.exe /d /c"
              .formatted(request.script()));
    }
    String program = batchCommand.getFirst();
    boolean found =
        program.contains("/") || program.contains("\\")
            ? Programs.isProgram(Path.of(program))
            : Programs.findOnPath(program, request.environment()).isPresent();
    if (!found) {
      return new Resolution.Missing(
          "there is no '%s' to run '%s' ('runner.batch_command')"
              .formatted(program, request.script()));
    }
    String path = request.script().toAbsolutePath().toString();
    // cmd.exe takes a leading slash for an option; Wine shows the Unix root as drive Z:
    String script = path.startsWith("/") ? "Z:" + path.replace('/', '\\') : path;
    return withScript(batchCommand, script, request);
  }

  private static Resolution withScript(List<String> start, String script, ScriptRequest request) {
    List<String> words = new ArrayList<>(request.prefix());
    words.addAll(start);
    words.add(script);
    words.addAll(request.arguments());
    return new Resolution.Found(List.copyOf(words));
  }
}
