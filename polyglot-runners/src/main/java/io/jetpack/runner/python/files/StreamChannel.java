package io.jetpack.runner.python.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A stream of a run, opened as a file to be written: as a pipe, it has no places to go to. */
final class StreamChannel implements SeekableByteChannel {

  private final RunStream stream;
  private volatile boolean open = true;
  private long written;

  StreamChannel(RunStream stream) {
    this.stream = stream;
  }

  @Override
  public int read(ByteBuffer target) {
    throw new NonReadableChannelException();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    stream.write(bytes, 0, bytes.length);
    written += bytes.length;
    return bytes.length;
  }

  @Override
  public long position() {
    return written;
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    throw new IOException("Illegal seek");
  }

  @Override
  public long size() {
    return written;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    return this;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
