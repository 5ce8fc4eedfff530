package io.jetpack.cli.message.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.jetpack.cli.message.amqp.AmqpBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** The other side of the broker: a queue of its own, and what is in it. */
public final class Cluster implements AutoCloseable {

  private final Connection connection;
  private final Channel channel;
  private final String name;
  private boolean declared;

  /** With a queue of a name that nobody else has. */
  public Cluster(TestBroker broker) throws IOException, TimeoutException {
    this(broker, "test-" + UUID.randomUUID());
  }

  /** With a queue of that name. */
  public Cluster(TestBroker broker, String name) throws IOException, TimeoutException {
    this.name = name;
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(broker.port());
    factory.setVirtualHost(TestBroker.VIRTUAL_HOST);
    factory.setUsername(TestBroker.USER);
    factory.setPassword(TestBroker.PASSWORD);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setThreadFactory(Thread.ofPlatform().daemon(false).factory());
    connection = factory.newConnection("test");
    channel = connection.createChannel();
  }

  /** The name of the queue, and the routing key that leads to it. */
  public String name() {
    return name;
  }

  /** Makes it as a session does. */
  public void declareExchange() throws IOException {
    AMQP.Exchange.DeclareOk ignored = channel.exchangeDeclare(AmqpBroker.EXCHANGE, "topic", true);
  }

  /** Makes another one of the same name. */
  public void declareExchange(String type, boolean durable) throws IOException {
    AMQP.Exchange.DeclareOk ignored = channel.exchangeDeclare(AmqpBroker.EXCHANGE, type, durable);
  }

  /** Takes it away, with all that is bound to it. */
  public void deleteExchange() throws IOException {
    AMQP.Exchange.DeleteOk ignored = channel.exchangeDelete(AmqpBroker.EXCHANGE);
  }

  /** Makes the queue. */
  public void declareQueue(Map<String, Object> arguments) throws IOException {
    declareExchange();
    AMQP.Queue.DeclareOk ignored = channel.queueDeclare(name, true, false, false, arguments);
    bind(name);
    declared = true;
  }

  /** Leads another key to the queue, or all that a pattern of AMQP takes. */
  public void bind(String routingKey) throws IOException {
    AMQP.Queue.BindOk ignored = channel.queueBind(name, AmqpBroker.EXCHANGE, routingKey);
  }

  /** Takes all messages out of the queue. */
  public List<GetResponse> takeAll() throws IOException {
    List<GetResponse> all = new ArrayList<>();
    for (GetResponse one = channel.basicGet(name, true);
        one != null;
        one = channel.basicGet(name, true)) {
      all.add(one);
    }
    return all;
  }

  /** Their bodies. */
  public List<String> takeTexts() throws IOException {
    return takeAll().stream()
        .map(one -> new String(one.getBody(), StandardCharsets.UTF_8))
        .toList();
  }

  /** One for this queue. */
  public Message message(String text) {
    return message(name, Body.of(text));
  }

  /** One for any queue. */
  public static Message message(String routingKey, Body body) {
    return new Message(
        UUID.randomUUID().toString(),
        Rank.MEDIUM,
        "log",
        routingKey,
        "application/json",
        Instant.parse("2026-01-02T03:04:05Z"),
        Map.of("cluster", "demo", "node", "node-1"),
        body);
  }

  /** Goes, and lets the queue stay. */
  public void leave() {
    connection.abort(1000);
  }

  @Override
  public void close() throws IOException {
    if (declared && channel.isOpen()) {
      AMQP.Queue.DeleteOk ignored = channel.queueDelete(name);
    }
    connection.abort(1000);
  }
}
