package io.jetpack.cli.message;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.tree.NodeIdentity;
import io.jetpack.healthcheck.service.FileStamp;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Makes messages of the node as it is called now: a service may start before there is a {@code
 * node.json}, and runs on when it is written anew. The file is read when it is another one than
 * before. Thread-safe.
 */
final class CurrentNode implements Supplier<NodeMessages> {

  private final Home home;
  private FileStamp last;
  private NodeMessages messages;

  CurrentNode(Home home) {
    this.home = home;
    this.last = FileStamp.of(home.nodeFile());
    this.messages = read();
  }

  private NodeMessages read() {
    return new NodeMessages(NodeIdentity.read(home), InstantSource.system());
  }

  @Override
  public synchronized NodeMessages get() {
    // first its state: what changes while it is read is read again the next time
    FileStamp now = FileStamp.of(home.nodeFile());
    if (!now.equals(last)) {
      messages = read();
      last = now;
    }
    return messages;
  }
}
