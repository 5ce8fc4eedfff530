package io.jetpack.cli.message;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.tree.NodeIdentity;
import io.jetpack.healthcheck.service.FileStamp;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes messages of the node as it is called now: a service may start before there is a {@code
 * node.json}, and runs on when it is written anew. The file is read when it is another one than
 * before. While it cannot be read, the node is called as when it could be, since this was started;
 * where it never could, as what comes before the mistake says. Thread-safe.
 */
final class CurrentNode implements Supplier<NodeMessages> {

  private final Home home;
  private FileStamp last;
  private Optional<NodeIdentity> known;
  private NodeMessages messages;

  /** Whether the file could be read when it was tried last. */
  private boolean readable;

  CurrentNode(Home home) {
    this.home = home;
    this.last = FileStamp.of(home.nodeFile());
    this.known = NodeIdentity.readWhole(home);
    this.readable = known.isPresent();
    this.messages = messages();
  }

  private NodeMessages messages() {
    return new NodeMessages(known.orElseGet(() -> NodeIdentity.read(home)), InstantSource.system());
  }

  @Override
  public synchronized NodeMessages get() {
    // first its state: what changes while it is read is read again the next time
    FileStamp now = FileStamp.of(home.nodeFile());
    if (!now.equals(last) || !readable) {
      last = now;
      Optional<NodeIdentity> whole = NodeIdentity.readWhole(home);
      readable = whole.isPresent();
      known = whole.or(() -> known);
      messages = messages();
    }
    return messages;
  }
}
