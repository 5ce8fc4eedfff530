package io.jetpack.runner.python;

import io.jetpack.runner.Inspection;
import io.jetpack.runner.Inspection.Argument;
import io.jetpack.runner.Inspection.Call;
import io.jetpack.runner.Inspection.Import;
import io.jetpack.runner.Inspection.Reference;
import io.jetpack.runner.Inspection.SyntaxError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** Reads what {@code inspect.py} found: one text, because each value from Python costs a call. */
final class InspectionText {

  private static final String RECORD = "\u001E";
  private static final String FIELD = "\u001F";
  private static final String PART = "\u001D";

  private InspectionText() {}

  static Inspection read(String text) {
    List<SyntaxError> errors = new ArrayList<>();
    List<Import> imports = new ArrayList<>();
    List<Call> calls = new ArrayList<>();
    List<Reference> references = new ArrayList<>();
    boolean mentions254 = false;
    boolean changesSearchPath = false;
    for (String record : text.split(RECORD)) {
      Fields fields = new Fields(record.split(FIELD, -1));
      switch (fields.text(0)) {
        case "E" ->
            errors.add(
                new SyntaxError(
                    fields.number(1), fields.number(2), fields.text(3), fields.flag(4)));
        case "I" ->
            imports.add(
                new Import(
                    fields.number(1),
                    fields.number(2),
                    fields.text(3),
                    fields.flag(4),
                    fields.flag(5),
                    fields.flag(6)));
        case "C" ->
            calls.add(
                new Call(
                    fields.number(1),
                    fields.number(2),
                    fields.text(3),
                    fields.flag(4),
                    fields.arguments(5)));
        case "N" ->
            references.add(
                new Reference(
                    fields.number(1),
                    fields.number(2),
                    fields.text(3),
                    fields.flag(4),
                    fields.flag(5)));
        case "V" -> mentions254 = true;
        case "S" -> changesSearchPath = true;
        default -> {
          // an empty text
        }
      }
    }
    imports.sort(Comparator.comparingInt(Import::line).thenComparingInt(Import::column));
    calls.sort(Comparator.comparingInt(Call::line).thenComparingInt(Call::column));
    references.sort(Comparator.comparingInt(Reference::line).thenComparingInt(Reference::column));
    return new Inspection(errors, imports, calls, references, mentions254, changesSearchPath);
  }

  /** The fields of one record. */
  private static final class Fields {
    private final String[] all;

    Fields(String[] all) {
      this.all = all;
    }

    String text(int index) {
      return all[index];
    }

    int number(int index) {
      return Integer.parseInt(all[index]);
    }

    boolean flag(int index) {
      return all[index].equals("1");
    }

    List<Argument> arguments(int from) {
      List<Argument> arguments = new ArrayList<>();
      for (int i = from; i < all.length; i++) {
        List<String> parts = List.of(all[i].split(PART, -1));
        String number = parts.get(1);
        arguments.add(
            new Argument(
                parts.get(0),
                number.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number)),
                parts.subList(4, parts.size()),
                parts.get(2),
                parts.get(3).equals("1")));
      }
      return arguments;
    }
  }
}
