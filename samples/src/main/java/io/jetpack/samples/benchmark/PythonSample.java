package io.jetpack.samples.benchmark;

import java.nio.file.Path;

/**
 * A Python script to be measured.
 *
 * @param name what the table calls it
 * @param script the file that is run in process
 * @param forPython3 the same file, but its first line names the machine's python3 directly
 * @param limit the share of what python3 takes that a run in process may take
 */
record PythonSample(String name, Path script, Path forPython3, double limit) {}
