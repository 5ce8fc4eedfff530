package io.jetpack.cli.message.delivery;

import java.nio.file.Path;

/** Hears everything and says nothing. */
class QuietListener implements DrainListener {

  @Override
  public void connected() {}

  @Override
  public void unavailable(String reason) {}

  @Override
  public void refused(String routingKey, String reason) {}

  @Override
  public void setAside(Path file, String reason) {}

  @Override
  public void trouble(String what) {}
}
