/**
 * {@code jetpack healthcheck service}: the adapters by which the service meets the machine that it
 * runs on and systemd; its state, settings, log and crash reports have a package each. What a check
 * means is decided in {@code io.jetpack.healthcheck}.
 */
@NullMarked
package io.jetpack.cli.healthcheck.service;

import org.jspecify.annotations.NullMarked;
