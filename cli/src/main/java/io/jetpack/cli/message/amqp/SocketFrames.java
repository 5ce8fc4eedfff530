package io.jetpack.cli.message.amqp;

import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.SocketFrameHandler;
import java.io.IOException;

/**
 * Frames over our socket. Closing the library's own first flushes, which waits for a writer that
 * waits for the network; all that matters was flushed when it was written.
 */
final class SocketFrames extends SocketFrameHandler {

  /** Larger than what is agreed on; a peer that speaks something else must not cost the memory. */
  private static final int FRAME_LIMIT_BYTES = 2 * Client.FRAME_BYTES;

  private final BrokerSocket socket;
  private final Runnable heard;

  /**
   * @param heard is called with each frame that comes
   */
  SocketFrames(BrokerSocket socket, Runnable heard) throws IOException {
    super(socket.socket(), null, FRAME_LIMIT_BYTES);
    this.socket = socket;
    this.heard = heard;
  }

  @Override
  public Frame readFrame() throws IOException {
    Frame frame = super.readFrame();
    heard.run();
    return frame;
  }

  @Override
  public void close() {
    socket.kill();
  }
}
