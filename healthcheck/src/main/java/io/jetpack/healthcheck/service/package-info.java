/**
 * The service: runs the checks of a folder on time, remembers what they said, tells the world about
 * changes, and asks for the node's termination when a check says so and nothing holds it. When a
 * check runs, what is known, what is said, and how a termination is requested have a package each.
 */
@NullMarked
package io.jetpack.healthcheck.service;

import org.jspecify.annotations.NullMarked;
