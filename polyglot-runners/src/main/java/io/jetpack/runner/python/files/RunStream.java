package io.jetpack.runner.python.files;

import java.io.IOException;
import java.io.OutputStream;

/** A context's stdout or stderr: goes to whatever the present run captures, otherwise nowhere. */
public final class RunStream extends OutputStream {

  private volatile OutputStream target = OutputStream.nullOutputStream();

  public void to(OutputStream run) {
    target = run;
  }

  public void toNowhere() {
    target = OutputStream.nullOutputStream();
  }

  @Override
  public void write(int value) throws IOException {
    target.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target.write(bytes, offset, length);
  }
}
