package io.jetpack.samples.benchmark;

import java.util.Collection;

/** The middle value: what a noisy machine disturbs least. */
final class Median {

  private Median() {}

  /**
   * @param values at least one
   */
  static double of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
