package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.pegparser.sst.AliasTy;
import com.oracle.graal.python.pegparser.sst.ExprContextTy;
import com.oracle.graal.python.pegparser.sst.ExprTy;
import com.oracle.graal.python.pegparser.sst.KeywordTy;
import com.oracle.graal.python.pegparser.sst.SSTNode;
import com.oracle.graal.python.pegparser.sst.StmtTy;
import io.jetpack.runner.Inspection;
import io.jetpack.runner.Inspection.Argument;
import io.jetpack.runner.Inspection.Call;
import io.jetpack.runner.Inspection.Import;
import io.jetpack.runner.Inspection.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a script asks for and does, once it is known what its names stand for. */
final class PythonLook {

  private static final Set<String> SEARCH_PATH_CALLS =
      Set.of("sys.path.insert", "sys.path.append", "sys.path.extend", "site.addsitedir");

  private final Names names;
  private final List<Import> imports = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private boolean changesSearchPath;

  private PythonLook(Names names) {
    this.names = names;
  }

  /** What is in a tree. */
  static Inspection into(SSTNode tree) {
    SourceWalk walk = SourceWalk.over(tree);
    PythonLook look = new PythonLook(walk.names());
    walk.noted().forEach(look::tell);
    return new Inspection(
        List.of(),
        look.imports,
        look.calls,
        look.references,
        walk.mentions254(),
        look.changesSearchPath);
  }

  private void tell(Place place) {
    switch (place.node()) {
      case ExprTy.Attribute attribute -> use(place, attribute);
      case ExprTy.Call call -> call(place, call);
      case StmtTy.Import statement ->
          Stream.of(statement.names).forEach(alias -> imported(place, alias.name));
      case StmtTy.ImportFrom statement -> imported(place, statement);
      case ExprTy.Name name -> {
        if (!names.isKnown(name.id)) {
          refer(place, name.id, true);
        }
      }
      default ->
          references.add(new Reference(place.line(), place.column(), "print >>", false, true));
    }
  }

  private void refer(Place place, String name, boolean former) {
    references.add(new Reference(place.line(), place.column(), name, place.soft(), former));
  }

  private void use(Place place, ExprTy.Attribute attribute) {
    String name = names.origin(attribute);
    if (!name.isEmpty()) {
      changesSearchPath |= name.equals("sys.path") && attribute.context != ExprContextTy.Load;
      refer(place, name, false);
    }
  }

  private void imported(Place place, StmtTy.ImportFrom statement) {
    if (statement.level == 0 && !statement.module.equals("__future__")) {
      imported(place, statement.module);
      for (AliasTy alias : statement.names) {
        refer(place, statement.module + "." + alias.name, false);
      }
    }
  }

  private void imported(Place place, String module) {
    imports.add(
        new Import(
            place.line(),
            place.column(),
            module,
            place.soft(),
            place.late(),
            StandardModules.has(Names.root(module))));
  }

  private void call(Place place, ExprTy.Call call) {
    String name = names.origin(call.func);
    changesSearchPath |= SEARCH_PATH_CALLS.contains(name);
    if (name.isEmpty()) {
      return;
    }
    List<Argument> arguments = new ArrayList<>();
    for (ExprTy value : call.args) {
      arguments.add(argument("", value, value instanceof ExprTy.Starred));
    }
    for (KeywordTy named : call.keywords) {
      arguments.add(argument(named.arg == null ? "" : named.arg, named.value, named.arg == null));
    }
    calls.add(new Call(place.line(), place.column(), name, place.soft(), arguments));
  }

  private Argument argument(String name, ExprTy value, boolean hidden) {
    List<String> words = Literals.words(value);
    ExprTy inner = value instanceof ExprTy.Attribute attribute ? attribute.value : value;
    String from = inner instanceof ExprTy.Call call ? names.origin(call.func) : "";
    if (!from.isEmpty() && words.isEmpty()) {
      ExprTy[] given = ((ExprTy.Call) inner).args;
      words = given.length == 0 ? List.of() : Literals.words(given[0]);
    }
    return new Argument(name, Literals.integer(value), words, from, hidden);
  }
}
