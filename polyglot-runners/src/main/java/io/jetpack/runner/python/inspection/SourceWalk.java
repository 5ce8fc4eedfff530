package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.pegparser.sst.AliasTy;
import com.oracle.graal.python.pegparser.sst.ArgTy;
import com.oracle.graal.python.pegparser.sst.ExceptHandlerTy;
import com.oracle.graal.python.pegparser.sst.ExprContextTy;
import com.oracle.graal.python.pegparser.sst.ExprTy;
import com.oracle.graal.python.pegparser.sst.OperatorTy;
import com.oracle.graal.python.pegparser.sst.SSTNode;
import com.oracle.graal.python.pegparser.sst.StmtTy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A walk over a whole syntax tree, which may be deeper than a stack. */
final class SourceWalk {

  private static final Set<String> FORMER_NAMES =
      Set.of(
          "raw_input", "unicode", "xrange", "basestring", "long", "unichr", "execfile", "reload");
  private static final Set<String> CATCHES_NO_ABSENCE =
      Set.of(
          "KeyboardInterrupt", "SystemExit", "ValueError", "KeyError", "IndexError", "TypeError");
  private static final Set<String> ASKING_NAMES = Set.of("hasattr", "TYPE_CHECKING", "find_spec");
  private static final Set<String> ASKING_ATTRIBUTES =
      Set.of(
          "platform",
          "version_info",
          "TYPE_CHECKING",
          "find_spec",
          "implementation",
          "system",
          "name",
          "python_version");

  private final Names names = new Names();
  private final Deque<Place> places = new ArrayDeque<>();

  /** What is looked at once all is known that the script binds. */
  private final List<Place> noted = new ArrayList<>();

  private boolean mentions254;

  private SourceWalk() {}

  /** A walk from the root of a tree to all of its leaves. */
  static SourceWalk over(SSTNode tree) {
    SourceWalk walk = new SourceWalk();
    walk.gather(tree);
    return walk;
  }

  /** What the names stand for, anywhere in the script. */
  Names names() {
    return names;
  }

  /** Calls, imports, attributes, and what only a former version has, in the order of the source. */
  List<Place> noted() {
    return noted;
  }

  /** Whether a number in it is 254 as an exit code. */
  boolean mentions254() {
    return mentions254;
  }

  private void gather(SSTNode tree) {
    places.push(new Place(tree, false, false));
    while (!places.isEmpty()) {
      look(places.pop());
    }
    noted.sort(Comparator.comparingInt(Place::line).thenComparingInt(Place::column));
    for (Place place : noted) {
      if (place.node() instanceof StmtTy.Import statement) {
        alias(statement);
      } else if (place.node() instanceof StmtTy.ImportFrom statement) {
        alias(statement);
      }
    }
  }

  private void look(Place place) {
    switch (place.node()) {
      case ExprTy.Name name -> name(place, name);
      case ExprTy.Constant constant -> mentions254 |= Literals.is254(constant);
      case ExprTy.Attribute attribute -> note(place);
      case ExprTy.Call call -> note(place);
      case StmtTy.Import statement -> note(place);
      case StmtTy.ImportFrom statement -> note(place);
      case ExprTy.UnaryOp signed -> {
        mentions254 |= Literals.is254(signed);
        Branches.of(signed, part -> places.push(place.with(part)));
      }
      case ExprTy.BinOp operation -> {
        if (operation.op == OperatorTy.RShift && isNamed(operation.left, Set.of("print"))) {
          noted.add(place);
        }
        Branches.of(operation, part -> places.push(place.with(part)));
      }
      case StmtTy.Try attempt -> attempt(place, attempt);
      case StmtTy.If condition -> condition(place, condition);
      case ExprTy.IfExp choice -> Branches.of(choice, part -> places.push(place.softly(part)));
      case ExceptHandlerTy handler -> Branches.of(handler, part -> places.push(place.softly(part)));
      case StmtTy.FunctionDef function -> function(place, function.name);
      case StmtTy.AsyncFunctionDef function -> function(place, function.name);
      case ExprTy.Lambda function -> Branches.of(function, part -> places.push(place.lately(part)));
      case StmtTy.ClassDef kind -> own(place, kind.name);
      case ArgTy argument -> own(place, argument.arg);
      default -> Branches.of(place.node(), part -> places.push(place.with(part)));
    }
  }

  private void name(Place place, ExprTy.Name name) {
    if (name.context != ExprContextTy.Load) {
      names.bind(name.id);
    } else if (FORMER_NAMES.contains(name.id)) {
      noted.add(place);
    }
  }

  private void note(Place place) {
    noted.add(place);
    Branches.of(place.node(), part -> places.push(place.with(part)));
  }

  private void own(Place place, String name) {
    names.bind(name);
    Branches.of(place.node(), part -> places.push(place.with(part)));
  }

  private void function(Place place, String name) {
    names.bind(name);
    Branches.of(place.node(), part -> places.push(place.lately(part)));
  }

  /** What comes behind a try may be missing. */
  private void attempt(Place place, StmtTy.Try attempt) {
    boolean soft =
        attempt.handlers != null && Stream.of(attempt.handlers).anyMatch(SourceWalk::catches);
    Branches.all(attempt.body, part -> places.push(soft ? place.softly(part) : place.with(part)));
    Branches.all(attempt.handlers, part -> places.push(place.with(part)));
    Branches.all(attempt.orElse, part -> places.push(place.with(part)));
    Branches.all(attempt.finalBody, part -> places.push(place.with(part)));
  }

  /** And what is done only where the interpreter or the machine has something. */
  private void condition(Place place, StmtTy.If condition) {
    boolean soft = asks(condition.test);
    places.push(place.with(condition.test));
    Branches.all(condition.body, part -> places.push(soft ? place.softly(part) : place.with(part)));
    Branches.all(
        condition.orElse, part -> places.push(soft ? place.softly(part) : place.with(part)));
  }

  /** Whether an except clause may be there for something that the interpreter lacks. */
  private static boolean catches(ExceptHandlerTy clause) {
    if (!(clause instanceof ExceptHandlerTy.ExceptHandler handler)) {
      return false;
    }
    ExprTy[] kinds =
        handler.type instanceof ExprTy.Tuple several
            ? several.elements
            : new ExprTy[] {handler.type};
    return !Stream.of(kinds).allMatch(kind -> isNamed(kind, CATCHES_NO_ABSENCE));
  }

  /** Whether a condition asks what the interpreter or the machine has. */
  private static boolean asks(ExprTy test) {
    Deque<SSTNode> nodes = new ArrayDeque<>(List.of(test));
    while (!nodes.isEmpty()) {
      SSTNode node = nodes.pop();
      if (isNamed(node, ASKING_NAMES)
          || node instanceof ExprTy.Attribute attribute
              && ASKING_ATTRIBUTES.contains(attribute.attr)) {
        return true;
      }
      Branches.of(node, nodes::push);
    }
    return false;
  }

  private static boolean isNamed(SSTNode node, Set<String> some) {
    return node instanceof ExprTy.Name name && some.contains(name.id);
  }

  private void alias(StmtTy.Import statement) {
    for (AliasTy alias : statement.names) {
      String root = Names.root(alias.name);
      if (alias.asName == null) {
        names.imported(root, root);
      } else {
        names.imported(alias.asName, alias.name);
      }
    }
  }

  private void alias(StmtTy.ImportFrom statement) {
    if (statement.level > 0 || statement.module == null) {
      return;
    }
    for (AliasTy alias : statement.names) {
      names.imported(
          alias.asName == null ? alias.name : alias.asName, statement.module + "." + alias.name);
    }
  }
}
