package io.jetpack.runner.libc;

import java.util.Optional;

/**
 * The processors whose numbers are known: those flags of {@code open} that the agent uses and that
 * differ between them, and of a system call.
 */
public enum Processor {
  X86_64(0x10000, 0x20000, 13),
  AARCH64(0x4000, 0x8000, 134);

  private final int directoryFlag;
  private final int noFollowFlag;
  private final int signalActionCall;

  Processor(int directoryFlag, int noFollowFlag, int signalActionCall) {
    this.directoryFlag = directoryFlag;
    this.noFollowFlag = noFollowFlag;
    this.signalActionCall = signalActionCall;
  }

  /** {@code O_DIRECTORY}. */
  public int directoryFlag() {
    return directoryFlag;
  }

  /** {@code O_NOFOLLOW}. */
  public int noFollowFlag() {
    return noFollowFlag;
  }

  /** The number of the system call {@code rt_sigaction}. */
  public int signalActionCall() {
    return signalActionCall;
  }

  /** That of this machine; empty for one that is not known. */
  public static Optional<Processor> current() {
    return switch (System.getProperty("os.arch", "")) {
      case "amd64" -> Optional.of(X86_64);
      case "aarch64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }
}
