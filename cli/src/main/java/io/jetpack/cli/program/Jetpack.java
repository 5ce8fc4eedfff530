package io.jetpack.cli.program;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.Console;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.Terminal;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The program. The one place that touches the streams of the process and ends it, and that decides
 * which kind of fault has which exit code.
 */
public final class Jetpack {

  /** The property by which the launcher says which streams are terminals. */
  private static final String TERMINAL_PROPERTY = "jetpack.terminal";

  /** The variables that the launcher changes, by the properties that hold what they were before. */
  private static final Map<String, String> CHANGED_BY_LAUNCHER =
      Map.of("jetpack.lc_all", "LC_ALL", "jetpack.malloc_arena_max", "MALLOC_ARENA_MAX");

  /** The property by which the launcher says which runner the scripts of this call need. */
  private static final String RUNNER_PROPERTY = "jetpack.runner";

  /** More than the commands need to end what they started. */
  private static final int MOST_SECONDS_TO_CLEAN_UP = 15;

  private final Map<String, String> environment;
  private final String terminals;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param environment the environment of the process
   * @param terminals which of {@code out} and {@code err} are terminals, separated by a comma
   */
  public Jetpack(Map<String, String> environment, String terminals) {
    this.environment = Map.copyOf(environment);
    this.terminals = terminals;
  }

  public static void main(String... args) {
    String runner = System.getProperty(RUNNER_PROPERTY);
    if (runner != null) {
      ScriptRunners.warmUp(runner);
    }
    Jetpack jetpack = new Jetpack(environment(), System.getProperty(TERMINAL_PROPERTY, ""));
    Runtime.getRuntime().addShutdownHook(jetpack.cleanUp(Thread.currentThread()));
    System.exit(jetpack.run(System.in, System.out, System.err, args));
  }

  /** The environment as it was when the launcher was called. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    CHANGED_BY_LAUNCHER.forEach((property, variable) -> {
      String before = System.getProperty(property);
      if (before != null) {
        environment.put(variable, before);
        environment.remove(variable, "");
      }
    });
    return environment;
  }

  /** Runs one command line to its end and returns the exit code. */
  public int run(InputStream in, PrintStream out, PrintStream err, String... args) {
    Console console = new Console(in, out, err, Terminal.of(terminals, environment));
    try {
      int exitCode = run(console, err, args);
      if (!out.checkError()) {
        return exitCode;
      }
      // a result that nobody got is a failure, whatever became of the command
      console.error("stdout can not be written; is the disk full, or has its reader ended?");
      return exitCode == ExitCodes.DONE ? ExitCodes.FAILED : exitCode;
    } finally {
      out.flush();
      err.flush();
      ended.countDown();
    }
  }

  private int run(Console console, PrintStream err, String... args) {
    GlobalOptions global = new GlobalOptions();
    try {
      return new Invocation(environment, console, global).run(ExactArguments.of(args));
    } catch (CommandFailure e) {
      console.error(String.valueOf(e.getMessage()));
      trace(global, e, err);
      return e.exitCode();
    } catch (InterruptedException e) {
      console.error("interrupted");
      return ExitCodes.INTERRUPTED;
    } catch (UncheckedIOException e) {
      console.error(words(e));
      trace(global, e, err);
      return ExitCodes.FAILED;
    } catch (RuntimeException | Error e) {
      Optional<String> shortage = Shortage.of(e);
      if (shortage.isPresent()) {
        console.error(shortage.get());
        trace(global, e, err);
        return ExitCodes.FAILED;
      }
      console.error("this is a bug, please report it: " + bug(global, e));
      trace(global, e, err);
      return ExitCodes.BUG;
    }
  }

  /** What was said of it, or what it says itself. */
  private static String words(UncheckedIOException e) {
    IOException cause = Objects.requireNonNull(e.getCause());
    String message = e.getMessage();
    return message == null || message.equals(cause.toString()) ? IoReason.withFile(cause) : message;
  }

  private static String bug(GlobalOptions global, Throwable e) {
    String line = e.toString().lines().findFirst().orElse("");
    return global.verbose() ? line : line + " (--verbose shows where)";
  }

  private static void trace(GlobalOptions global, Throwable e, PrintStream err) {
    if (global.verbose()) {
      e.printStackTrace(err);
    }
  }

  /** On SIGINT and SIGTERM: interrupts the command, and waits until it has cleaned up. */
  private Thread cleanUp(Thread command) {
    return Thread.ofPlatform()
        .name("clean-up")
        .unstarted(() -> {
          if (ended.getCount() == 0) {
            return;
          }
          command.interrupt();
          try {
            boolean ignored = ended.await(MOST_SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
