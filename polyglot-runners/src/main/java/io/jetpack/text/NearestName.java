package io.jetpack.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
public final class NearestName {

  private NearestName() {}

  /** The candidate that is nearest to the typed name, unless none is near enough to be meant. */
  public static Optional<String> of(String typed, Collection<String> candidates) {
    int farthest = Math.max(1, typed.length() / 3);
    return candidates.stream()
        .filter(candidate -> distance(typed, candidate) <= farthest)
        .min(Comparator.comparingInt(candidate -> distance(typed, candidate)));
  }

  /** {@code ; did you mean 'X'?}, or what to say when nothing is near. */
  public static String suggestion(String typed, Collection<String> candidates, String otherwise) {
    return of(typed, candidates)
        .map(name -> "; did you mean '%s'?".formatted(name))
        .orElse("; " + otherwise);
  }

  /**
   * How many letters must be inserted, deleted, replaced or swapped with their neighbour
   * (Damerau-Levenshtein, optimal string alignment), upper and lower case being alike.
   */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] costs = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        costs[i][j] = cost(costs, a, b, i, j);
      }
    }
    return costs[a.length()][b.length()];
  }

  private static int cost(int[][] costs, String a, String b, int i, int j) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int cost = Math.min(costs[i - 1][j] + 1, costs[i][j - 1] + 1);
    cost = Math.min(cost, costs[i - 1][j - 1] + replace);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
  }
}
