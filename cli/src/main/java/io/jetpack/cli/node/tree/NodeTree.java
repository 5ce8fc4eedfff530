package io.jetpack.cli.node.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The node's configuration: {@code config/node.json} over all other sources, of which only those
 * are asked that a key needs, once. Used by one thread.
 */
public final class NodeTree {

  private final NodeFile file;
  private final Supplier<List<Source>> opened;
  private final Map<Optional<Key>, Value.Tree> gathered = new HashMap<>();
  private List<Source> sources = List.of();

  /**
   * @param sources is called when the file does not suffice; the first one wins
   */
  public NodeTree(NodeFile file, Supplier<List<Source>> sources) {
    this.file = file;
    this.opened = sources;
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
    Value.Tree other = gather(Optional.of(key));
    return other.isEmpty() ? inFile : key.in(file.all().over(other));
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

  private List<Source> sources() {
    if (sources.isEmpty()) {
      sources = opened.get();
    }
    return sources;
  }

  /** What is slow, or fails with a warning, is not asked again by the search for a near key. */
  private Value.Tree gather(Optional<Key> key) {
    Value.Tree known = gathered.get(key);
    if (known != null) {
      return known;
    }
    Value.Tree found = Value.Tree.EMPTY;
    for (Source source : sources()) {
      if (key.isEmpty() || source.sections().contains(key.get().first())) {
        found = found.over(source.gather(key));
      }
    }
    gathered.put(key, found);
    return found;
  }

  /** What to tell somebody whose key leads nowhere: the key, and the nearest one that exists. */
  public String missing(Key key) {
    Set<String> sections = new TreeSet<>();
    sources().forEach(source -> sections.addAll(source.sections()));
    return new NearestKey(file.all().over(gather(Optional.of(key))), sections).sentence(key);
  }
}
