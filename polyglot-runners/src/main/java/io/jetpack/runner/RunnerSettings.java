package io.jetpack.runner;

import java.util.List;

/**
 * What an operator may choose about the runners themselves.
 *
 * @param batchCommand the command line that a batch file's path is appended to; empty where batch
 *     files can not run. On Windows {@code cmd.exe /d /c}, elsewhere for instance {@code wine
 *     cmd.exe /d /c}
 * @param warmContexts how many idle Python contexts are kept warm at most, at least 1; the least
 *     recently used goes first
 * @param modules what the program gives to Python scripts in process
 * @param lasting whether the program runs for months, so that its memory counts for more than how
 *     soon the last of many first runs ends
 */
public record RunnerSettings(
    List<String> batchCommand, int warmContexts, List<HostModule> modules, boolean lasting) {

  /** As many as checks run side by side when nobody says otherwise; one costs 6 to 10 MB. */
  public static final int DEFAULT_WARM_CONTEXTS = 4;

  public RunnerSettings {
    batchCommand = List.copyOf(batchCommand);
    modules = List.copyOf(modules);
    if (warmContexts < 1) {
      throw new IllegalArgumentException("warmContexts must be at least 1, not " + warmContexts);
    }
  }

  /** The settings of a machine on which nobody chose anything. */
  public static RunnerSettings defaults() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return new RunnerSettings(
        windows ? List.of("cmd.exe", "/d", "/c") : List.of(),
        DEFAULT_WARM_CONTEXTS,
        List.of(),
        false);
  }

  public RunnerSettings withBatchCommand(List<String> command) {
    return new RunnerSettings(command, warmContexts, modules, lasting);
  }

  public RunnerSettings withWarmContexts(int count) {
    return new RunnerSettings(batchCommand, count, modules, lasting);
  }

  public RunnerSettings withModules(List<HostModule> given) {
    return new RunnerSettings(batchCommand, warmContexts, given, lasting);
  }

  /** The same for a program that runs for months. */
  public RunnerSettings forLong() {
    return new RunnerSettings(batchCommand, warmContexts, modules, true);
  }
}
