package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.WordWrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A table whose rows have notes of any length. They stand beside the row where the terminal is wide
 * enough, else below it, so that all columns of numbers find room; in a file each row is one line.
 * Immutable.
 */
final class NotedTable {

  private static final String GAP = "  ";

  /** Notes that get less than this are better read below their row. */
  private static final int LEAST_BESIDE = 40;

  /** Names get at most this part of the width; longer ones go on below. */
  private static final int NAME_PART = 2;

  private static final int LEAST_INDENT = 4;

  /**
   * A column.
   *
   * @param title in capitals
   * @param right whether its cells are aligned to the right
   * @param importance where there is no room, columns with a low one are left out first
   */
  record Column(String title, boolean right, int importance) {

    /** The importance of what is never left out. */
    static final int ALWAYS = Integer.MAX_VALUE;
  }

  /**
   * A row.
   *
   * @param cells one for each column
   * @param notes each begins a line
   * @param colour of the first cell
   */
  record Row(List<String> cells, List<String> notes, Colour colour) {
    Row {
      cells = List.copyOf(cells);
      notes = List.copyOf(notes);
    }
  }

  private final List<Column> columns;
  private final int nameColumn;
  private final String noteTitle;

  /**
   * @param nameColumn the column that may be wide, and below which notes stand
   * @param noteTitle the title of the notes where they stand beside
   */
  NotedTable(List<Column> columns, int nameColumn, String noteTitle) {
    this.columns = List.copyOf(columns);
    this.nameColumn = nameColumn;
    this.noteTitle = noteTitle;
  }

  /**
   * The table, each line ended by a line feed.
   *
   * @param width how many columns a terminal has; empty for no limit
   */
  String text(List<Row> rows, OptionalInt width, boolean colours) {
    return new Layout(rows, width, colours).text();
  }

  private final class Layout {
    private final List<Row> rows;
    private final OptionalInt width;
    private final boolean colours;
    private final int[] widths;
    private final boolean beside;
    private final List<Integer> shown;
    private final StringBuilder text = new StringBuilder();

    Layout(List<Row> rows, OptionalInt width, boolean colours) {
      this.rows = rows;
      this.width = width;
      this.colours = colours;
      this.widths = IntStream.range(0, columns.size()).map(this::widest).toArray();
      width.ifPresent(all ->
          widths[nameColumn] =
              Math.min(
                  widths[nameColumn],
                  Math.max(all / NAME_PART, columns.get(nameColumn).title().length())));
      List<Integer> all = IntStream.range(0, columns.size()).boxed().toList();
      boolean namesFit = widest(nameColumn) <= widths[nameColumn];
      this.beside = width.isEmpty() || namesFit && room(all) >= LEAST_BESIDE;
      this.shown = beside ? all : thoseWithRoom(all);
    }

    private int widest(int column) {
      return Math.max(
          columns.get(column).title().length(),
          rows.stream().mapToInt(row -> row.cells().get(column).length()).max().orElse(0));
    }

    private List<Integer> thoseWithRoom(List<Integer> all) {
      List<Integer> dispensable =
          all.stream()
              .filter(column -> columns.get(column).importance() < Column.ALWAYS)
              .sorted(Comparator.comparingInt(column -> columns.get(column).importance()))
              .toList();
      List<Integer> left = all;
      for (int i = 0; i <= dispensable.size(); i++) {
        List<Integer> leftOut = dispensable.subList(0, i);
        left = all.stream().filter(column -> !leftOut.contains(column)).toList();
        // the gap behind the last column may lie beyond the edge
        if (room(left) >= -GAP.length()) {
          break;
        }
      }
      return left;
    }

    /** What these columns and the gaps behind them leave of the width. */
    private int room(List<Integer> chosen) {
      return width.orElse(0) - offset(chosen, columns.size());
    }

    /** Where the first of the columns from this one on would begin. */
    private int offset(List<Integer> chosen, int end) {
      return chosen.stream()
          .filter(column -> column < end)
          .mapToInt(column -> widths[column] + GAP.length())
          .sum();
    }

    String text() {
      List<String> titles = columns.stream().map(Column::title).toList();
      boolean noted = rows.stream().anyMatch(row -> !row.notes().isEmpty());
      String head = line(titles, beside && noted ? noteTitle : "", Colour.NONE);
      text.append(colours ? Colour.BOLD.around(head) : head).append('\n');
      rows.forEach(this::row);
      return text.toString();
    }

    private void row(Row row) {
      if (width.isEmpty()) {
        text.append(line(row.cells(), String.join("; ", row.notes()), row.colour())).append('\n');
        return;
      }
      int left = offset(shown, beside ? columns.size() : nameColumn);
      String indent = " ".repeat(Math.max(LEAST_INDENT, left));
      List<String> notes = new ArrayList<>();
      row.notes()
          .forEach(note -> notes.addAll(WordWrap.lines(note, width.getAsInt() - indent.length())));
      String first = beside && !notes.isEmpty() ? notes.removeFirst() : "";
      List<String> cells = new ArrayList<>(row.cells());
      String name = cells.get(nameColumn);
      int end = Math.min(name.length(), widths[nameColumn]);
      cells.set(nameColumn, name.substring(0, end));
      text.append(line(cells, first, row.colour())).append('\n');
      for (String rest = name.substring(end); !rest.isEmpty(); rest = rest.substring(end)) {
        end = Math.min(rest.length(), widths[nameColumn]);
        text.append(" ".repeat(left)).append(rest, 0, end).append('\n');
      }
      notes.forEach(note -> text.append(indent).append(note).append('\n'));
    }

    private String line(List<String> cells, String note, Colour colour) {
      StringBuilder line = new StringBuilder();
      for (int column : shown) {
        String cell = cells.get(column);
        String padding = " ".repeat(Math.max(0, widths[column] - cell.length()));
        String seen = colours && column == 0 ? colour.around(cell) : cell;
        line.append(columns.get(column).right() ? padding + seen : seen + padding).append(GAP);
      }
      return line.append(note).toString().stripTrailing();
    }
  }
}
