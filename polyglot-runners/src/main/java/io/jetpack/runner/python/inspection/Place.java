package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.pegparser.sst.SSTNode;

/**
 * A node of a syntax tree, and what holds there.
 *
 * @param soft whether the script goes on without what it asks for here
 * @param late whether it asks only when it is called
 */
record Place(SSTNode node, boolean soft, boolean late) {

  /** Another node where the same holds. */
  Place with(SSTNode other) {
    return new Place(other, soft, late);
  }

  /** One that may be left out. */
  Place softly(SSTNode other) {
    return new Place(other, true, late);
  }

  /** One that is reached by a call only. */
  Place lately(SSTNode other) {
    return new Place(other, soft, true);
  }

  int line() {
    return node.getSourceRange().startLine;
  }

  int column() {
    return node.getSourceRange().startColumn + 1;
  }
}
