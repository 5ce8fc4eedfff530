package io.jetpack.runner.python.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file whose errors are told by the kernel's numbers, see {@link KernelErrors}. */
final class NumberedChannel implements SeekableByteChannel {

  private final SeekableByteChannel channel;

  NumberedChannel(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return KernelErrors.numbered(() -> channel.read(target));
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return KernelErrors.numbered(() -> channel.write(source));
  }

  @Override
  public long position() throws IOException {
    return KernelErrors.numbered(channel::position);
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    SeekableByteChannel _ = KernelErrors.numbered(() -> channel.position(position));
    return this;
  }

  @Override
  public long size() throws IOException {
    return KernelErrors.numbered(channel::size);
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    SeekableByteChannel _ = KernelErrors.numbered(() -> channel.truncate(size));
    return this;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    boolean _ =
        KernelErrors.numbered(() -> {
          channel.close();
          return true;
        });
  }
}
