package io.jetpack.runner.process.spawn;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Starts processes with the JDK: for Windows and for what has no {@code posix_spawn} as we need it.
 * The JDK does not tell signals from exit codes above 128 and not the processor time; so here a
 * signal shows as an exit code.
 */
final class JavaLauncher implements ProcessLauncher {

  private static final File NOTHING = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

  @Override
  public LaunchedProcess launch(Launch launch) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launch.command());
    builder.directory(launch.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    builder.redirectErrorStream(launch.mergeErrors());
    if (!launch.inputPipe()) {
      builder.redirectInput(NOTHING);
    }
    launch.files().stdin().map(Path::toFile).ifPresent(builder::redirectInput);
    launch
        .files()
        .stdout()
        .ifPresent(file -> builder.redirectOutput(Redirect.appendTo(file.toFile())));
    launch
        .files()
        .stderr()
        .ifPresent(file -> builder.redirectError(Redirect.appendTo(file.toFile())));
    return new JavaProcess(builder.start());
  }

  /**
   * The exit code of a process. Windows has 32 bits: cut to eight they would be codes that nobody
   * said, 0 and 254 among them.
   */
  static int code(int exitValue) {
    return exitValue == (exitValue & 0xFF) ? exitValue : 255;
  }

  private static final class JavaProcess extends LaunchedProcess {

    private final Process process;
    private final CompletableFuture<ExitStatus> exitStatus;

    JavaProcess(Process process) {
      this.process = process;
      this.exitStatus =
          process
              .onExit()
              .thenApply(ended -> new ExitStatus(code(ended.exitValue()), 0, Optional.empty()));
    }

    @Override
    public CompletableFuture<ExitStatus> exitStatus() {
      return exitStatus;
    }

    @Override
    public boolean leadsSession() {
      return false;
    }

    @Override
    public OutputStream getOutputStream() {
      return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return process.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public void destroy() {
      process.destroy();
    }

    @Override
    public Process destroyForcibly() {
      process.destroyForcibly();
      return this;
    }

    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public ProcessHandle toHandle() {
      return process.toHandle();
    }
  }
}
