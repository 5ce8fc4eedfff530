package io.jetpack.runner.python.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * A file whose size says nothing: below {@code /proc} and {@code /sys}, a device, a pipe. GraalPy
 * takes a size of 0 for the end; so this one says that there is always more, until a read says
 * otherwise.
 */
final class SpecialFileChannel implements SeekableByteChannel {

  /** A reader may allocate what the size promises, so it promises little. */
  private static final int ALWAYS_MORE_BYTES = 64 * 1024;

  private final SeekableByteChannel channel;
  private long read;

  SpecialFileChannel(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = channel.read(target);
    read += Math.max(count, 0);
    return count;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  public long position() throws IOException {
    try {
      return channel.position();
    } catch (IOException e) {
      return read; // a pipe has no position
    }
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    channel.position(position);
    read = position;
    return this;
  }

  @Override
  public long size() throws IOException {
    return position() + ALWAYS_MORE_BYTES;
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    if (channel.size() > size) {
      channel.truncate(size);
    }
    return this;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
