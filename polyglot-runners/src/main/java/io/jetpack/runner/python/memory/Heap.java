package io.jetpack.runner.python.memory;

/** The memory that all scripts in process share with the agent. */
public interface Heap {

  /** The heap of this JVM. */
  static Heap ofThisProcess() {
    return new TenuredHeap();
  }

  /** How much of it is in use, with what the next collection will free, in bytes. */
  long used();

  /** How much of it was in use after the last collection of all of it, in bytes. */
  long usedAfterCollection();

  /** How often all of it was collected. */
  long collections();

  /**
   * How much may be in use after a collection, in bytes; more means that it is short. What is above
   * it is for the time that it takes to end a run.
   */
  long limit();

  /** How much there is, in bytes. */
  long capacity();

  /** Collects all of it. */
  void collect();
}
