package io.jetpack.runner.libc;

import java.util.Optional;

/**
 * The processors whose numbers are known: of the flags of {@code open} that the agent uses, these
 * differ between them.
 */
public enum Processor {
  X86_64(0x10000, 0x20000),
  AARCH64(0x4000, 0x8000);

  private final int directoryFlag;
  private final int noFollowFlag;

  Processor(int directoryFlag, int noFollowFlag) {
    this.directoryFlag = directoryFlag;
    this.noFollowFlag = noFollowFlag;
  }

  /** {@code O_DIRECTORY}. */
  public int directoryFlag() {
    return directoryFlag;
  }

  /** {@code O_NOFOLLOW}. */
  public int noFollowFlag() {
    return noFollowFlag;
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
