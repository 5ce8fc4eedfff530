package io.jetpack.cli.node.tree;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The node's configuration: {@code config/node.json} over all other sources, of which only those
 * are asked that a key needs.
 */
public final class NodeTree {

  private final NodeFile file;
  private final Supplier<List<Source>> sources;

  /**
   * @param sources is called when the file does not suffice; the first one wins
   */
  public NodeTree(NodeFile file, Supplier<List<Source>> sources) {
    this.file = file;
    this.sources = sources;
  }

  /**
   * The value to which a key leads.
   *
   * @throws io.jetpack.cli.CommandFailure when the file can not be read
   */
  public Optional<Value> find(Key key) {
    Optional<Value> inFile = file.find(key);
    if (inFile.isPresent() && !(inFile.get() instanceof Value.Tree)) {
      return inFile;
    }
    Value.Tree gathered = gather(Optional.of(key));
    return gathered.isEmpty() ? inFile : key.in(file.all().over(gathered));
  }

  /**
   * Everything.
   *
   * @throws io.jetpack.cli.CommandFailure when the file can not be read
   */
  public Value.Tree all() {
    // before anything is gathered, because it may be broken
    Value.Tree all = file.all();
    return all.over(gather(Optional.empty()));
  }

  private Value.Tree gather(Optional<Key> key) {
    Value.Tree gathered = Value.Tree.EMPTY;
    for (Source source : sources.get()) {
      if (key.isEmpty() || source.sections().contains(key.get().first())) {
        gathered = gathered.over(source.gather(key));
      }
    }
    return gathered;
  }

  /** What to tell somebody whose key leads nowhere: the key, and the nearest one that exists. */
  public String missing(Key key) {
    Set<String> sections = new TreeSet<>();
    sources.get().forEach(source -> sections.addAll(source.sections()));
    return new NearestKey(file.all().over(gather(Optional.of(key))), sections).sentence(key);
  }
}
