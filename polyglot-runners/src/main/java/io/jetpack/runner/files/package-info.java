/**
 * Deleting trees of files: the one way in which this program deletes a directory with what is in
 * it. {@link io.jetpack.runner.files.TreeDeletion} promises what callers rely on; below it, one
 * algorithm works on open directories, of which there are two kinds: those of the kernel, by
 * descriptors, and those of the JDK, by paths, where the kernel's are not to be had. Nothing here
 * knows whose tree it is, and nothing here deletes single files on behalf of others. {@link
 * io.jetpack.runner.files.Mount} says which mount a directory is in.
 */
@NullMarked
package io.jetpack.runner.files;

import org.jspecify.annotations.NullMarked;
