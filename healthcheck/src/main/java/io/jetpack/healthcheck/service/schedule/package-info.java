/**
 * When a check runs and how many at once. What a run is and what it says are not known here. Begin
 * with {@link io.jetpack.healthcheck.service.schedule.CheckScheduler}.
 */
@NullMarked
package io.jetpack.healthcheck.service.schedule;

import org.jspecify.annotations.NullMarked;
