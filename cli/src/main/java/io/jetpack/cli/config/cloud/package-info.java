/**
 * What the cloud's provider knows of this node, asked at its link-local address: Azure, AWS (with
 * session tokens, IMDSv2) and Google, in the places where Ohai has it. Nothing is asked of a
 * provider that the firmware does not name. Answers are kept in {@code run/metadata.json}.
 */
@NullMarked
package io.jetpack.cli.config.cloud;

import org.jspecify.annotations.NullMarked;
