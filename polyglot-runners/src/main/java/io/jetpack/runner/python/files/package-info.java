/**
 * Files as a script in process sees them: opened, followed and closed with its run, with the
 * kernel's numbers of errors. Nothing here knows a context. Begin with {@link
 * io.jetpack.runner.python.files.ScriptFiles}.
 */
@NullMarked
package io.jetpack.runner.python.files;

import org.jspecify.annotations.NullMarked;
