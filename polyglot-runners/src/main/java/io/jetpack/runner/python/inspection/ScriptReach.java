package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.pegparser.sst.AliasTy;
import com.oracle.graal.python.pegparser.sst.ArgTy;
import com.oracle.graal.python.pegparser.sst.ExprContextTy;
import com.oracle.graal.python.pegparser.sst.ExprTy;
import com.oracle.graal.python.pegparser.sst.SSTNode;
import com.oracle.graal.python.pegparser.sst.StmtTy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * How far a script could reach into standard modules, by the words in it: what has to be looked at
 * after a run.
 *
 * @param deep whether nothing is safe from it
 * @param stored the names of attributes that it sets on anything but {@code self}
 */
public record ScriptReach(boolean deep, Set<String> stored) {

  /** What sets names that are not written in the script, or gets at modules behind its back. */
  private static final Set<String> DEEP =
      Set.of(
          "setattr",
          "delattr",
          "__setattr__",
          "__delattr__",
          "__dict__",
          "vars",
          "exec",
          "eval",
          "compile",
          "__globals__",
          "__import__",
          "importlib",
          "runpy",
          "mock",
          "patch",
          "gc",
          "inspect",
          "__class__",
          "__bases__",
          "__subclasses__",
          "__mro__",
          "locals",
          "globals",
          "__code__",
          "__defaults__",
          "sys._getframe",
          "_getframe",
          "__builtins__",
          "monkeypatch",
          "f_globals",
          "modules");

  private static final ScriptReach ANYWHERE = new ScriptReach(true, Set.of());
  private static final String REGULAR_EXPRESSIONS = "re";

  /** What is larger takes the parser longer than the comparisons that the answer can save. */
  private static final int LARGEST_BYTES = 256 * 1024;

  public ScriptReach {
    stored = Set.copyOf(stored);
  }

  /**
   * What a script could reach. One that is no Python, is very large, or that nobody waits for any
   * more, counts as one that reaches everything.
   *
   * @param cancelled asked every now and then, since a large script takes its time
   */
  public static ScriptReach of(byte[] script, BooleanSupplier cancelled) {
    if (script.length > LARGEST_BYTES) {
      return ANYWHERE;
    }
    try {
      return over(SyntaxTree.of(PythonSource.decode(script), cancelled));
    } catch (StackOverflowError | OutOfMemoryError | RuntimeException e) {
      return ANYWHERE;
    }
  }

  private static ScriptReach over(SSTNode tree) {
    Set<String> stored = new HashSet<>();
    Deque<SSTNode> nodes = new ArrayDeque<>(List.of(tree));
    while (!nodes.isEmpty()) {
      SSTNode node = nodes.pop();
      if (isDeep(node)) {
        return ANYWHERE;
      }
      if (node instanceof ExprTy.Attribute attribute
          && attribute.context != ExprContextTy.Load
          && !owner(attribute).equals("self")) {
        stored.add(attribute.attr);
      }
      Branches.of(node, nodes::push);
    }
    return new ScriptReach(false, stored);
  }

  private static boolean isDeep(SSTNode node) {
    return switch (node) {
      case ExprTy.Name name ->
          DEEP.contains(name.id)
              || name.id.equals(REGULAR_EXPRESSIONS) && name.context != ExprContextTy.Load;
      case ArgTy argument -> argument.arg.equals(REGULAR_EXPRESSIONS);
      case ExprTy.Constant constant -> Literals.text(constant).filter(DEEP::contains).isPresent();
      case ExprTy.Attribute attribute ->
          DEEP.contains(attribute.attr)
              // what re.compile makes is no code
              && !(attribute.attr.equals("compile")
                  && owner(attribute).equals(REGULAR_EXPRESSIONS));
      case StmtTy.Import statement -> isDeep(statement.names);
      case StmtTy.ImportFrom statement ->
          isDeep(statement.names) || statement.module != null && isDeep(statement.module);
      default -> false;
    };
  }

  private static boolean isDeep(AliasTy[] names) {
    return Stream.of(names)
        .anyMatch(alias -> isDeep(alias.name) || REGULAR_EXPRESSIONS.equals(alias.asName));
  }

  private static boolean isDeep(String module) {
    return DEEP.contains(Names.root(module));
  }

  private static String owner(ExprTy.Attribute attribute) {
    return attribute.value instanceof ExprTy.Name name ? name.id : "";
  }
}
