package io.jetpack.runner;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a look into a script's source found; nothing of it was run. Lines and columns count from 1,
 * columns in characters; 0 stands for an unknown one.
 *
 * @param errors why it is no program of its language; when there is one, nothing else is known
 * @param imports the modules that it asks for, in the order of the source
 * @param calls calls of functions that it imported, and of the built-in ones that end a program
 * @param references other uses of what it imported, and names of former versions of the language
 * @param mentions254 whether a number in it is 254 as an exit code
 * @param changesSearchPath whether it may find modules where nobody else does
 */
public record Inspection(
    List<SyntaxError> errors,
    List<Import> imports,
    List<Call> calls,
    List<Reference> references,
    boolean mentions254,
    boolean changesSearchPath) {

  public Inspection {
    errors = List.copyOf(errors);
    imports = List.copyOf(imports);
    calls = List.copyOf(calls);
    references = List.copyOf(references);
  }

  /** An inspection that ends with an error. */
  public static Inspection faulty(SyntaxError error) {
    return new Inspection(List.of(error), List.of(), List.of(), List.of(), false, false);
  }

  /**
   * Why the source can not be compiled.
   *
   * @param message in the compiler's words
   * @param formerVersion whether a former version of the language would take it
   */
  public record SyntaxError(int line, int column, String message, boolean formerVersion) {}

  /**
   * A module that the script asks for.
   *
   * @param module its dotted name
   * @param soft whether the script goes on without it, by a {@code try} or a condition
   * @param late whether it is imported by a function, so that it may never be needed
   * @param available whether the runner has it, apart from what lies beside the script
   */
  public record Import(
      int line, int column, String module, boolean soft, boolean late, boolean available) {}

  /**
   * A call.
   *
   * @param name what is called, by the name that it was imported from: {@code os.fork}
   * @param soft whether it stands in a {@code try} or a condition that may be there for its sake
   * @param arguments what it is called with, those with a name last
   */
  public record Call(int line, int column, String name, boolean soft, List<Argument> arguments) {
    public Call {
      arguments = List.copyOf(arguments);
    }

    /** Whether an argument of that name, or one that hides all names, is given. */
    public boolean hasArgument(String named) {
      return arguments.stream().anyMatch(each -> each.name().equals(named) || each.hidden());
    }

    /** How many arguments there are that only their position names. */
    public int positional() {
      return (int)
          arguments.stream().filter(each -> each.name().isEmpty() && !each.hidden()).count();
    }
  }

  /**
   * An argument of a call.
   *
   * @param name empty where only its position tells what it is
   * @param number its value, where it is a whole number
   * @param words its value, where it is a text or a list that begins with texts; a word that is not
   *     known is empty
   * @param call what its value comes from, where that is a call, or empty
   * @param hidden whether it stands for arguments that nobody can see here
   */
  public record Argument(
      String name, OptionalInt number, List<String> words, String call, boolean hidden) {
    public Argument {
      words = List.copyOf(words);
    }
  }

  /**
   * A use of a name.
   *
   * @param name as it was imported, or as it stands there
   * @param soft as in a call
   * @param formerVersion whether only a former version of the language has it
   */
  public record Reference(int line, int column, String name, boolean soft, boolean formerVersion) {}
}
