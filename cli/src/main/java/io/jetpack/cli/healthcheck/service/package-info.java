/**
 * {@code jetpack healthcheck service}: the adapters by which the service meets the machine that it
 * runs on, its files, its log and systemd. What a check means is decided in {@code
 * io.jetpack.healthcheck}.
 */
@NullMarked
package io.jetpack.cli.healthcheck.service;

import org.jspecify.annotations.NullMarked;
