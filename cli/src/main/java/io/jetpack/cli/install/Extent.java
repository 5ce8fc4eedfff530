package io.jetpack.cli.install;

/** How much an uninstallation takes away. */
enum Extent {
  /** Everything that there is. */
  ALL,

  /** All but what is the site's (settings, checks, logs, states, accounts) or a package's. */
  WITHOUT_SITE
}
