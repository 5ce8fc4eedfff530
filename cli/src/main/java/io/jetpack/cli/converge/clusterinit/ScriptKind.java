package io.jetpack.cli.converge.clusterinit;

import java.util.Locale;

/** The folders of a spec whose files are run. */
public enum ScriptKind {
  /** Run once, by a converge. */
  SCRIPTS,
  /** Run whenever somebody asks for it. */
  TESTS;

  /** The folder's name. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
