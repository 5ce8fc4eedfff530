package io.jetpack.runner.files;

import java.nio.file.Path;

/** Deletes its arguments, and says what the result was. */
final class DeletionProgram {

  private DeletionProgram() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] trees) {
    for (String tree : trees) {
      System.out.println(TreeDeletion.delete(Path.of(tree)));
    }
  }
}
