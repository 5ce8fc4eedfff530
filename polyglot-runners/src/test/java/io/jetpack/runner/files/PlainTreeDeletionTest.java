package io.jetpack.runner.files;

import java.nio.file.Path;

/** As it is where the kernel's calls are not to be had. */
class PlainTreeDeletionTest extends TreeDeletionContract {

  @Override
  DeletionResult delete(Path tree) {
    return TreeDeletion.deletePlainly(tree);
  }

  @Override
  DeletionResult delete(Path tree, String last) {
    return TreeDeletion.deletePlainly(tree, last);
  }
}
