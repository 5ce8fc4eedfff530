package io.jetpack.cli.node;

/**
 * A point in the life of one boot of the machine.
 *
 * @param bootId the boot; uptimes of two boots have nothing to do with one another
 * @param seconds since the boot, the time that the machine slept included
 */
public record Uptime(String bootId, long seconds) {}
