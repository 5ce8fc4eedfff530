package io.jetpack.cli.node.tree;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.files.WholeFile;
import io.jetpack.cli.node.files.WholeFile.Reading;
import io.jetpack.cli.node.settings.GivenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * {@code config/node.json}, or another file of a node that holds a JSON object, read anew at each
 * call. A file that is not there holds an empty tree. Messages say where a mistake is and never
 * what stands there, which may be a password.
 */
public final class NodeFile {

  private static final int LIMIT_BYTES = 16 * 1024 * 1024;

  /** Write by the group, read and write by everybody. */
  private static final int TOO_WIDE = 0026;

  /** The bits of a mode that tell the kind of a file, and those of a regular one. */
  private static final int KIND = 0170000;

  private static final int REGULAR = 0100000;

  private final Path path;

  public NodeFile(Path path) {
    this.path = path;
  }

  /** The node's file of a home, for those who watch it. */
  public static GivenFile given(Home home) {
    return new GivenFile(home.nodeFile(), LIMIT_BYTES);
  }

  /** Why what was read cannot be used; empty when it can, or when there is no such file. */
  public static Optional<String> fault(Path path, GivenFile.Reading reading) {
    return switch (reading) {
      case GivenFile.Reading.Absent(), GivenFile.Reading.NoDirectory(var _) -> Optional.empty();
      case GivenFile.Reading.Unreadable(String reason) -> Optional.of(reason);
      case GivenFile.Reading.Content content -> {
        try {
          Value.Tree _ = new NodeFile(path).parse(content.bytes());
          yield Optional.empty();
        } catch (CommandFailure e) {
          yield Optional.of(String.valueOf(e.getMessage()));
        }
      }
    };
  }

  /**
   * What a key leads to. The file is read as far as the value; of the rest only those bytes are
   * looked at that tell whether it is cut off, or holds a longer name for the same key.
   *
   * @throws CommandFailure when the file can not be read
   */
  public Optional<Value> find(Key key) {
    byte[] bytes = bytes();
    return bytes == null ? Optional.empty() : find(bytes, key);
  }

  private Optional<Value> find(byte[] bytes, Key key) {
    try (JsonParser json = JsonValues.open(bytes)) {
      Optional<Value> found = find(bytes, json, key);
      if (found.isEmpty() || new RestOfFile(bytes, offset(json)).changesNothing(key)) {
        return found;
      }
    }
    return key.in(parse(bytes));
  }

  /**
   * What keys lead to, for those who can do without: of a file that is broken, what comes before
   * the mistake.
   *
   * @return as many as there are keys
   */
  List<Optional<Value>> findWhatCanBeRead(List<Key> keys) {
    byte[] bytes;
    try {
      bytes = bytes();
    } catch (CommandFailure e) {
      bytes = null;
    }
    List<Optional<Value>> found = new ArrayList<>();
    for (Key key : keys) {
      found.add(bytes == null ? Optional.empty() : findBeforeMistake(bytes, key));
    }
    return found;
  }

  private Optional<Value> findBeforeMistake(byte[] bytes, Key key) {
    try {
      return find(bytes, key);
    } catch (CommandFailure e) {
      try (JsonParser json = JsonValues.open(bytes)) {
        return find(bytes, json, key);
      } catch (CommandFailure again) {
        return Optional.empty();
      }
    }
  }

  /**
   * All of it.
   *
   * @throws CommandFailure when the file can not be read
   */
  public Value.Tree all() {
    return ifThere().orElse(Value.Tree.EMPTY);
  }

  /**
   * All of it, or nothing when there is no such file.
   *
   * @throws CommandFailure when the file can not be read
   */
  public Optional<Value.Tree> ifThere() {
    byte[] bytes = bytes();
    return bytes == null ? Optional.empty() : Optional.of(parse(bytes));
  }

  /**
   * A sentence about permissions that let others read the file or change it; none about what is no
   * file, of which reading tells more.
   */
  public Optional<String> warning() {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode");
      return (mode & TOO_WIDE) == 0 || (mode & KIND) != REGULAR
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "'%s' may hold passwords and has mode %04o; chmod 0640 '%s'",
                  path,
                  mode & 07777,
                  path));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // there is none, or no such permissions on this system
      return Optional.empty();
    }
  }

  private byte @Nullable [] bytes() {
    try {
      long size = Files.isRegularFile(path) ? Files.size(path) : 0;
      if (size > LIMIT_BYTES) {
        throw tooLarge(size);
      }
    } catch (IOException e) {
      // told by the next attempt
    }
    Reading reading = new WholeFile(path, LIMIT_BYTES).read();
    // a switch over the kinds costs some milliseconds of a short life
    if (reading instanceof Reading.Content content) {
      return content.bytes();
    }
    if (reading instanceof Reading.Unreadable unreadable) {
      throw failure(unreadable.reason());
    }
    return null;
  }

  private Optional<Value> find(byte[] bytes, JsonParser json, Key key) {
    try {
      begin(bytes, json);
      Value found = JsonValues.find(json, key, 0);
      if (found == null) {
        end(json);
      }
      return Optional.ofNullable(found);
    } catch (JacksonException e) {
      throw broken(json, e);
    }
  }

  private static int offset(JsonParser json) {
    return (int) json.currentLocation().getByteOffset();
  }

  /**
   * All of what was read before.
   *
   * @throws CommandFailure when it is no JSON object
   */
  public Value.Tree parse(byte[] bytes) {
    try (JsonParser json = JsonValues.open(bytes)) {
      try {
        begin(bytes, json);
        Value.Tree tree = (Value.Tree) JsonValues.read(json);
        end(json);
        return tree;
      } catch (JacksonException e) {
        throw broken(json, e);
      }
    }
  }

  /** Afterwards the present token is the beginning of the file's object. */
  private void begin(byte[] bytes, JsonParser json) {
    if (startsWithMark(bytes)) {
      throw at(1, 1, "the file begins with a byte order mark; save it as UTF-8 without one");
    }
    JsonToken first = json.nextToken();
    if (first == null) {
      throw at(1, 1, "the file is empty; write at least {}");
    }
    if (first != JsonToken.START_OBJECT) {
      throw at(json.currentTokenLocation(), "the file holds no JSON object; write {\"name\": ...}");
    }
  }

  private void end(JsonParser json) {
    if (json.nextToken() != null) {
      throw at(json.currentTokenLocation(), "something follows the end of the JSON object");
    }
  }

  /** The library's own words repeat what stands there. */
  private CommandFailure broken(JsonParser json, JacksonException e) {
    @Nullable TokenStreamLocation told = e.getLocation();
    return at(
        told == null ? json.currentLocation() : told,
        e instanceof UnexpectedEndOfInputException
            ? "the file ends before its JSON object does; write it anew"
            : e instanceof StreamConstraintsException
                ? "this is nested too deeply, or a number is too long"
                : "this is no JSON; correct it there");
  }

  private static boolean startsWithMark(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int start = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    return start == 0xFEFF
        || start == 0xFFFE
        || start == 0xEFBB && bytes.length > 2 && (bytes[2] & 0xFF) == 0xBF;
  }

  private CommandFailure tooLarge(long size) throws IOException {
    int line = 1;
    int column = 1;
    try (InputStream in = Files.newInputStream(path)) {
      for (byte letter : in.readNBytes(LIMIT_BYTES)) {
        line += letter == '\n' ? 1 : 0;
        column = letter == '\n' ? 1 : column + 1;
      }
    }
    return at(
        line,
        column,
        String.format(
            Locale.ROOT,
            "the file goes on up to %,d bytes, and more than %,d are not read; is it the node's?",
            size,
            LIMIT_BYTES));
  }

  private CommandFailure at(TokenStreamLocation location, String what) {
    return at(location.getLineNr(), location.getColumnNr(), what);
  }

  private CommandFailure at(int line, int column, String what) {
    return failure(
        "'%s', line %d, column %d: %s"
            .formatted(path, Math.max(1, line), Math.max(1, column), what));
  }

  private static CommandFailure failure(String message) {
    return new CommandFailure(ExitCodes.FAILED, message);
  }
}
