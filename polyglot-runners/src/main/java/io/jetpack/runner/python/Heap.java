package io.jetpack.runner.python;

/** The memory that all scripts in process share with the agent. */
interface Heap {

  /** The heap of this JVM. */
  static Heap ofThisProcess() {
    return new TenuredHeap();
  }

  /** How much of it was in use after the last collection of all of it, in bytes. */
  long usedAfterCollection();

  /** How often all of it was collected. */
  long collections();

  /** How much may be in use then, in bytes; more means that it is short. */
  long limit();

  /** Collects all of it. */
  void collect();
}
