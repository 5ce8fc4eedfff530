package io.jetpack.cli.message;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.tree.NodeIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes messages of the node as it is called now: a service may start before there is a {@code
 * node.json}, and runs on when it is written anew. The file is read when it is another one than
 * before. Thread-safe.
 */
final class CurrentNode implements Supplier<NodeMessages> {

  /** What tells one state of the file from another. */
  private record State(FileTime time, long size, Optional<Object> file) {}

  private final Home home;
  private Optional<State> last = Optional.empty();
  private NodeMessages messages;

  CurrentNode(Home home) {
    this.home = home;
    this.last = state(home.nodeFile());
    this.messages = read();
  }

  private NodeMessages read() {
    return new NodeMessages(NodeIdentity.read(home), InstantSource.system());
  }

  private static Optional<State> state(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new State(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized NodeMessages get() {
    // first its state: what changes while it is read is read again the next time
    Optional<State> now = state(home.nodeFile());
    if (!Objects.equals(now, last)) {
      messages = read();
      last = now;
    }
    return messages;
  }
}
