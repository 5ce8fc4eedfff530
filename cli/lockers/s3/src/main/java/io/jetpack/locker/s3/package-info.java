/** Lockers in S3 with the AWS SDK: a jar of its own, for {@code config/plugins}. */
@NullMarked
package io.jetpack.locker.s3;

import org.jspecify.annotations.NullMarked;
