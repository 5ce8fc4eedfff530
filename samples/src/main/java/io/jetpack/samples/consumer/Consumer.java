package io.jetpack.samples.consumer;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;

/**
 * Binds a queue to all that nodes say, drops repeats, and writes {@code cycle_server.log} with
 * everything and {@code event.log} with what happened on the nodes; the terminal is the Cluster UI
 * page. It asks for the next message once the last one is written, so that it loses none.
 */
public final class Consumer {

  private static final String EXCHANGE = "cyclecloud";
  private static final String QUEUE = "cycle_server";

  private final Channel channel;
  private final Repeats repeats = new Repeats(100_000);
  private final LogFile everything;
  private final LogFile events;
  private final PrintStream page;

  Consumer(Channel channel, Path folder, PrintStream page) throws IOException {
    this.channel = channel;
    this.page = page;
    Path made = Files.createDirectories(folder);
    everything = new LogFile(made.resolve("cycle_server.log"));
    events = new LogFile(made.resolve("event.log"));
  }

  /** The broker's URI and the folder of the logs. */
  @SuppressWarnings("SystemOut") // the terminal is what this program is for
  public static void main(String[] args)
      throws IOException, TimeoutException, GeneralSecurityException {
    ConnectionFactory factory = new ConnectionFactory();
    try {
      factory.setUri(args[0]);
    } catch (java.net.URISyntaxException e) {
      System.err.println("consumer: the URI of the broker is wrong");
      System.exit(2);
    }
    try {
      Connection connection = factory.newConnection("consumer");
      new Consumer(connection.createChannel(), Path.of(args[1]), System.out).start();
      System.err.printf(
          "consumer: takes messages from %s:%d%n", factory.getHost(), factory.getPort());
    } catch (IOException e) {
      System.err.printf(
          "consumer: no broker at %s:%d (%s); start one: samples/broker/run%n",
          factory.getHost(), factory.getPort(), e.getMessage());
      System.exit(3);
    }
  }

  void start() throws IOException {
    AMQP.Exchange.DeclareOk exchange = channel.exchangeDeclare(EXCHANGE, "topic", true);
    AMQP.Queue.DeclareOk queue = channel.queueDeclare(QUEUE, true, false, false, null);
    AMQP.Queue.BindOk bound = channel.queueBind(QUEUE, EXCHANGE, "#");
    channel.basicQos(100);
    String tag = channel.basicConsume(QUEUE, false, (name, delivery) -> take(delivery), name -> {});
    assert exchange != null && queue != null && bound != null && tag != null;
  }

  private void take(Delivery delivery) throws IOException {
    Received message = Received.of(delivery);
    if (repeats.isNew(message.id())) {
      everything.write(message.line());
      if (message.isEvent()) {
        events.write(message.line());
      }
      if (message.isOnThePage()) {
        page.println(message.pageLine());
        page.flush();
      }
    }
    channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
  }
}
