package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;

/** {@code jetpack keepalive}. */
public final class KeepalivePlugin implements CommandPlugin {

  @Override
  public String name() {
    return "keepalive";
  }

  @Override
  public String purpose() {
    return "keep this node from being terminated for a while";
  }

  @Override
  public String details() {
    return """
    DURATION  holds the node from now on; a hold that lasts longer is never cut,
              so a script may call this every few minutes
    forever   holds it until 'jetpack keepalive cancel'
    status    tells until when it is held, since when, by whom and why
    cancel    ends the hold, also an endless one

    While the node is held, checks go on and say what they find, but none has the
    node terminated, and neither do the built-ins, converge_timeout and
    scheduled_shutdown. When the hold ends, a check that fails is run again first.
    It works whether the service runs or not, needs root, and outlives a reboot. A
    state in run/keepalive.json that can not be read counts as held.

    exit codes: 0 it is as the last line says, held or not; 1 the hold could not be
    changed or read and is as it was; 2 the word is wrong, and nothing was changed.\
    """;
  }

  @Override
  public Command create() {
    return new KeepaliveCommand();
  }
}
