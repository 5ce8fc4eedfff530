package io.jetpack.cli.converge.plan;

import io.jetpack.cli.ExitCodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A step of the converge failed. The message is for people and names what failed. */
public final class StepFailure extends Exception {

  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final transient Map<String, Object> details;
  private final transient List<String> lastLines;

  /** A failure without more to tell. */
  public StepFailure(String message) {
    this(ExitCodes.FAILED, message, Map.of(), List.of());
  }

  /**
   * @param exitCode of the command
   * @param details what failed, by names that go out in a message
   * @param lastLines the end of what it wrote
   */
  public StepFailure(
      int exitCode, String message, Map<String, Object> details, List<String> lastLines) {
    super(message);
    this.exitCode = exitCode;
    this.details = new LinkedHashMap<>(details);
    this.lastLines = List.copyOf(lastLines);
  }

  public int exitCode() {
    return exitCode;
  }

  /** What failed, by names. */
  public Map<String, Object> details() {
    return Map.copyOf(details);
  }

  /** The end of what it wrote, without line feeds. */
  public List<String> lastLines() {
    return lastLines;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
