package io.jetpack.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import io.jetpack.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of plain text without lines around it. Immutable. */
public final class TextTable {

  private static final int WITHOUT_LIMIT = 1_000_000;

  /** What stands beside the text of a cell. */
  private static final int PADDING = 2;

  /**
   * The head of a column.
   *
   * @param title in capitals
   * @param align how the cells below are aligned
   * @param width how wide it is at most, wider cells being wrapped; or at least 1000 for no limit
   */
  public record Heading(String title, HorizontalAlign align, int width) {

    /** A column that is as wide as its widest cell. */
    public Heading(String title, HorizontalAlign align) {
      this(title, align, WITHOUT_LIMIT);
    }
  }

  private final List<Heading> headings;

  public TextTable(List<Heading> headings) {
    this.headings = List.copyOf(headings);
  }

  /** The table, each line ended by a line feed; no cell does anything in a terminal. */
  public String text(List<List<String>> rows) {
    List<Column> columns = new ArrayList<>();
    for (Heading heading : headings) {
      columns.add(
          new Column()
              .header(heading.title())
              .headerAlign(heading.align())
              .dataAlign(heading.align())
              .maxWidth(heading.width() + PADDING, OverflowBehaviour.NEWLINE));
    }
    Object[][] data =
        rows.stream()
            .map(row -> row.stream().map(PlainText::lines).toArray())
            .toArray(Object[][]::new);
    String table =
        AsciiTable.builder()
            .lineSeparator("\n")
            .border(AsciiTable.NO_BORDERS)
            .data(columns.toArray(Column[]::new), data)
            .asString();
    return table
        .lines()
        // the padding on the left of the first column and on the right of the last one
        .map(line -> line.substring(Math.min(1, line.length())).stripTrailing() + "\n")
        .collect(Collectors.joining());
  }
}
