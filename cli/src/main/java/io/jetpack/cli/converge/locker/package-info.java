/**
 * Where projects come from: the SPI of lockers, folders and web servers as lockers, and the store
 * in the home that has each spec whole or not at all. Runs nothing.
 */
@NullMarked
package io.jetpack.cli.converge.locker;

import org.jspecify.annotations.NullMarked;
