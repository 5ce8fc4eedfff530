/**
 * Lockers in Azure Blob Storage with the Azure SDK: a jar of its own, for {@code config/plugins}.
 */
@NullMarked
package io.jetpack.locker.azure;

import org.jspecify.annotations.NullMarked;
