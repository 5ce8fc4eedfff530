/**
 * Writing JSON that people and programs read: objects line by line, and indented text. Reading JSON
 * belongs to the feature whose file it is. Begin with {@link io.jetpack.cli.json.JsonObject}.
 */
@NullMarked
package io.jetpack.cli.json;

import org.jspecify.annotations.NullMarked;
