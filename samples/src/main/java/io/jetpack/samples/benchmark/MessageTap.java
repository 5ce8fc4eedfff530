package io.jetpack.samples.benchmark;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue of all messages of some routing keys, emptied at once. */
final class MessageTap implements AutoCloseable {

  private static final String EXCHANGE = "cyclecloud";

  private final Connection connection;
  private final ConcurrentLinkedQueue<Delivery> received = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  MessageTap(String uri, String... routingKeys) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    connection = factory.newConnection("benchmark");
    Channel channel = connection.createChannel();
    AMQP.Exchange.DeclareOk exchange = channel.exchangeDeclare(EXCHANGE, "topic", true);
    // durable, as a cluster's queue is: the broker confirms when it has written the message
    String queue = channel.queueDeclare("benchmark", true, true, true, null).getQueue();
    for (String key : routingKeys) {
      AMQP.Queue.BindOk bound = channel.queueBind(queue, EXCHANGE, key);
      assert bound != null;
    }
    String tag = channel.basicConsume(queue, true, (name, delivery) -> take(delivery), name -> {});
    assert exchange != null && tag != null;
  }

  private void take(Delivery delivery) {
    received.add(delivery);
    int ignored = count.incrementAndGet();
  }

  /** In the order in which they came. */
  List<Delivery> received() {
    return List.copyOf(received);
  }

  int count() {
    return count.get();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
