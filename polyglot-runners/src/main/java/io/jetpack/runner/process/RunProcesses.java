package io.jetpack.runner.process;

import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.StrayProcess;
import io.jetpack.runner.process.spawn.LaunchedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All processes of one run: found by a cookie in their environment, by their session and by their
 * ancestors, so that neither {@code setsid} nor a double fork hides one; and killed together.
 *
 * <p>Safe for use by many threads. On systems without {@code /proc} only the descendants of a
 * living process are found.
 */
public final class RunProcesses {

  /** After SIGKILL a process is given this long to go; more is uninterruptible sleep. */
  private static final Duration KILL_PATIENCE = Duration.ofMillis(300);

  /** What is still there this long after its script stays for longer. */
  private static final Duration LINGER_PATIENCE = Duration.ofMillis(60);

  /** Process numbers can not come round in a time as short as this. */
  private static final Duration NO_WRAP = Duration.ofSeconds(2);

  private static final int COMMAND_LENGTH_LIMIT = 120;

  private final String id;

  /** Whether the runner that started them is no more, so that only the cookie tells them. */
  private final boolean abandoned;

  private final long startNanos = System.nanoTime();
  private final List<LaunchedProcess> roots = new ArrayList<>();

  /** A run that begins. */
  public RunProcesses() {
    this(UUID.randomUUID().toString(), false);
  }

  private RunProcesses(String id, boolean abandoned) {
    this.id = id;
    this.abandoned = abandoned;
  }

  /**
   * What is left of a run whose first process, or whose agent, was killed.
   *
   * @param id the value of its cookie
   */
  static RunProcesses abandoned(String id) {
    return new RunProcesses(id, true);
  }

  /** The environment with the cookie of this run. */
  public Map<String, String> marked(Map<String, String> environment) {
    Map<String, String> marked = new HashMap<>(environment);
    marked.put(ScriptRequest.RUN_ID, id);
    return marked;
  }

  /** The value of the cookie. */
  public String id() {
    return id;
  }

  /** Says that this process was started for the run. */
  public synchronized void add(LaunchedProcess process) {
    roots.add(process);
  }

  /**
   * Ends what is left of the run after the script has ended: SIGTERM, and SIGKILL to what is still
   * there after the grace.
   *
   * @return what was found, empty in the usual case
   */
  public List<StrayProcess> endStrays(Duration grace) {
    return goneByThemselves() ? List.of() : end(grace, Set.of());
  }

  /** The other half of a pipe ends a moment after the script, and is no stray. */
  private boolean goneByThemselves() {
    long deadline = System.nanoTime() + LINGER_PATIENCE.toNanos();
    Pauses pauses = new Pauses();
    while (!alive().isEmpty()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      pauses.next();
    }
    return true;
  }

  /**
   * Ends the whole run in the same way; the processes that the runner itself started are no strays.
   */
  public List<StrayProcess> endAll(Duration grace) {
    Set<Long> own = new HashSet<>();
    synchronized (this) {
      roots.forEach(process -> own.add(process.pid()));
    }
    return end(grace, own);
  }

  private List<StrayProcess> end(Duration grace, Set<Long> unreported) {
    Map<Long, ProcFs.Entry> alive = alive();
    if (alive.isEmpty()) {
      return List.of();
    }
    Map<Long, String> commands = new LinkedHashMap<>();
    describe(alive, commands);
    Set<Long> left = signalUntilGone(alive, commands, false, grace);
    if (!left.isEmpty()) {
      left = signalUntilGone(alive(), commands, true, KILL_PATIENCE);
    }
    Set<Long> unkillable = left;
    return commands.entrySet().stream()
        .filter(entry -> !unreported.contains(entry.getKey()))
        .map(entry ->
            new StrayProcess(
                entry.getKey(), entry.getValue(), !unkillable.contains(entry.getKey())))
        .toList();
  }

  /** Signals each process once, also those that appear meanwhile, and says which are left. */
  private Set<Long> signalUntilGone(
      Map<Long, ProcFs.Entry> first, Map<Long, String> commands, boolean kill, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Pauses pauses = new Pauses();
    Map<Long, ProcFs.Entry> alive = first;
    Set<Long> signalled = new HashSet<>();
    while (!alive.isEmpty()) {
      for (ProcFs.Entry entry : alive.values()) {
        // SIGKILL again and again: a process may fork faster than one round of kills
        if (signalled.add(entry.pid()) || kill) {
          signal(entry, kill);
        }
      }
      if (System.nanoTime() >= deadline) {
        return alive.keySet();
      }
      pauses.next();
      alive = alive();
      describe(alive, commands);
    }
    return Set.of();
  }

  private static void describe(Map<Long, ProcFs.Entry> alive, Map<Long, String> commands) {
    for (Long pid : alive.keySet()) {
      commands.computeIfAbsent(pid, p -> ProcFs.commandLine(p, COMMAND_LENGTH_LIMIT));
    }
  }

  /** The JDK compares the start time itself, so a number that was given away again is safe. */
  private static void signal(ProcFs.Entry entry, boolean kill) {
    ProcessHandle.of(entry.pid())
        .ifPresent(process -> {
          if (kill) {
            process.destroyForcibly();
          } else {
            process.destroy();
          }
        });
  }

  private synchronized Map<Long, ProcFs.Entry> alive() {
    if (roots.isEmpty() && !abandoned) {
      return Map.of();
    }
    // asked before the look: what ends meanwhile still tells whose the others are
    Set<Long> living = new HashSet<>();
    for (LaunchedProcess process : roots) {
      if (process.isAlive()) {
        living.add(process.pid());
      }
    }
    boolean young = !abandoned && System.nanoTime() - startNanos < NO_WRAP.toNanos();
    List<ProcessTable.Row> rows =
        young ? ProcessTable.since(roots.getFirst().pid()) : ProcessTable.now();
    return rows.isEmpty() ? descendants() : ofThisRun(rows, living);
  }

  private Map<Long, ProcFs.Entry> ofThisRun(List<ProcessTable.Row> rows, Set<Long> living) {
    Map<Long, ProcFs.Entry> all = new LinkedHashMap<>();
    rows.forEach(row -> all.put(row.entry().pid(), row.entry()));
    Set<Long> sessions = new HashSet<>();
    for (LaunchedProcess process : roots) {
      // the number of a session whose leader has ended is not given away while the session lasts:
      // a process of that number is somebody else's, and so is its session
      boolean isOurs = living.contains(process.pid()) || !all.containsKey(process.pid());
      if (process.leadsSession() && isOurs) {
        sessions.add(process.pid());
      }
    }
    Map<Long, ProcFs.Entry> mine = new LinkedHashMap<>();
    for (ProcessTable.Row row : rows) {
      ProcFs.Entry entry = row.entry();
      if (living.contains(entry.pid())
          || sessions.contains(entry.session())
          || row.runId().equals(id)) {
        mine.put(entry.pid(), entry);
      }
    }
    boolean grown = true;
    while (grown) {
      grown = false;
      for (ProcFs.Entry entry : all.values()) {
        if (mine.containsKey(entry.parent()) && mine.putIfAbsent(entry.pid(), entry) == null) {
          grown = true;
        }
      }
    }
    // one of our own is there until its ending is known: what it wrote is complete then, and no
    // zombie stays; besides, its first thread may have ended before its others
    mine.values().removeIf(entry -> entry.isZombie() && !living.contains(entry.pid()));
    return mine;
  }

  private Map<Long, ProcFs.Entry> descendants() {
    Map<Long, ProcFs.Entry> entries = new LinkedHashMap<>();
    for (LaunchedProcess root : roots) {
      ProcessHandle.of(root.pid())
          .filter(process -> root.isAlive())
          .ifPresent(process ->
              Stream.concat(Stream.of(process), process.descendants())
                  .forEach(found ->
                      entries.put(found.pid(), new ProcFs.Entry(found.pid(), '?', 0, 0, 0))));
    }
    return entries;
  }
}
