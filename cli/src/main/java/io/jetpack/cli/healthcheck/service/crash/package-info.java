/**
 * Reports of the JVM about its own end: found, read in a sentence, a few kept. Begin with {@link
 * io.jetpack.cli.healthcheck.service.crash.CrashReports}.
 */
@NullMarked
package io.jetpack.cli.healthcheck.service.crash;

import org.jspecify.annotations.NullMarked;
