package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.pegparser.sst.SSTNode;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The parts of a node of a syntax tree, whatever its kind. */
final class Branches {

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> kind) {
          return Stream.of(kind.getFields()).filter(field -> holdsNodes(field.getType())).toList();
        }
      };

  private Branches() {}

  /** Tells the parts of a node, in an order of no meaning. */
  static void of(SSTNode node, Consumer<SSTNode> each) {
    for (Field field : FIELDS.get(node.getClass())) {
      try {
        Object value = field.get(node);
        if (value instanceof SSTNode part) {
          each.accept(part);
        } else if (value instanceof SSTNode[] parts) {
          all(parts, each);
        }
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("a field of the syntax tree is not public", e);
      }
    }
  }

  /** Tells what is there: a list of nodes may be missing, or have gaps. */
  static void all(SSTNode[] nodes, Consumer<SSTNode> each) {
    if (nodes == null) {
      return;
    }
    for (SSTNode node : nodes) {
      if (node != null) {
        each.accept(node);
      }
    }
  }

  private static boolean holdsNodes(Class<?> type) {
    return SSTNode.class.isAssignableFrom(type.isArray() ? type.componentType() : type);
  }
}
