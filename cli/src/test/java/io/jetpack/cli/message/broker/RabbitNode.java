package io.jetpack.cli.message.broker;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ node of our own: its ports, name, folder and port mapper are nobody else's. A shell
 * watches over it and ends all of it when this process ends, however that happens.
 */
public final class RabbitNode implements TestBroker {

  /**
   * Debian's; the programs of the same names on the PATH are for root and the system's node only.
   */
  private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");

  /** Ends its whole session when its input does. */
  private static final String WATCHED =
      "epmd -port \"$ERL_EPMD_PORT\" -address 127.0.0.1 & "
          + PROGRAMS
          + "/rabbitmq-server & cat >/dev/null; kill -KILL 0";

  private static final long START_SECONDS = 90;
  private static final long END_SECONDS = 10;

  private final Path folder;
  private final Certificates certificates;
  private final List<Integer> ports;
  private final Map<String, String> environment;
  private @Nullable Process shell;

  private RabbitNode(Path folder, Certificates certificates, List<Integer> ports) {
    this.folder = folder;
    this.certificates = certificates;
    this.ports = ports;
    environment =
        Map.ofEntries(
            Map.entry("HOME", folder.toString()),
            Map.entry("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin"),
            Map.entry("LANG", "C.UTF-8"),
            Map.entry("ERL_EPMD_PORT", ports.get(2).toString()),
            Map.entry("RABBITMQ_DIST_PORT", ports.get(3).toString()),
            Map.entry("RABBITMQ_NODENAME", "jetpack-%d@localhost".formatted(ports.get(0))),
            Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
            Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
            Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString()),
            Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
            Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
            Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()));
  }

  /** Whether there is a RabbitMQ on this machine. */
  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAMS.resolve("rabbitmq-server"));
  }

  /** Starts one, which takes seconds. */
  public static RabbitNode start(Path folder, Certificates certificates)
      throws IOException, InterruptedException {
    RabbitNode node = new RabbitNode(folder, certificates, Ports.free(4));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("plugins"), "[rabbitmq_auth_mechanism_ssl].\n");
    Files.writeString(folder.resolve("rabbitmq.conf"), node.configuration());
    Files.writeString(folder.resolve("definitions.json"), DEFINITIONS);
    node.restart();
    return node;
  }

  private String configuration() {
    return """
    listeners.tcp.1 = 127.0.0.1:%d
    listeners.ssl.1 = 127.0.0.1:%d
    ssl_options.cacertfile = %s
    ssl_options.certfile = %s
    ssl_options.keyfile = %s
    ssl_options.verify = verify_peer
    ssl_options.fail_if_no_peer_cert = false
    ssl_cert_login_from = common_name
    auth_mechanisms.1 = PLAIN
    auth_mechanisms.2 = EXTERNAL
    max_message_size = %d
    disk_free_limit.absolute = 1MB
    load_definitions = %s
    log.console = false
    """
        .formatted(
            port(),
            tlsPort(),
            certificates.ca(),
            certificates.server(),
            certificates.serverKey(),
            LIMIT_BYTES,
            folder.resolve("definitions.json"));
  }

  private static final String DEFINITIONS =
      """
      {
        "users": [
          {"name": "%1$s", "password": "%2$s", "tags": "administrator"},
          {"name": "%3$s", "password": "%2$s", "tags": ""},
          {"name": "%4$s", "password": "", "tags": ""}
        ],
        "vhosts": [{"name": "%5$s"}, {"name": "closed"}],
        "permissions": [
          {"user": "%1$s", "vhost": "%5$s", "configure": ".*", "write": ".*", "read": ".*"},
          {"user": "%3$s", "vhost": "%5$s", "configure": "^$", "write": ".*", "read": ".*"},
          {"user": "%4$s", "vhost": "%5$s", "configure": ".*", "write": ".*", "read": ".*"}
        ],
        "topic_permissions": [
          {"user": "%3$s", "vhost": "%5$s", "exchange": "cyclecloud", "write": "^(?!forbidden)", "read": ".*"}
        ]
      }
      """
          .formatted(USER, PASSWORD, LIMITED_USER, NODE, VIRTUAL_HOST);

  @Override
  public void restart() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", WATCHED);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
    Process started = builder.start();
    shell = started;
    long start = System.nanoTime();
    while (!answers(port()) || !answers(tlsPort())) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_SECONDS)
          || !started.isAlive()) {
        close();
        throw new IOException(
            "RabbitMQ does not start: " + Files.readString(folder.resolve("output")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public int port() {
    return ports.get(0);
  }

  @Override
  public int tlsPort() {
    return ports.get(1);
  }

  @Override
  public int certificatePort() {
    return tlsPort();
  }

  @Override
  public void kill() throws IOException, InterruptedException {
    Process running = shell;
    if (running == null) {
      return;
    }
    List<ProcessHandle> all;
    try (Stream<ProcessHandle> descendants = running.descendants()) {
      all = descendants.toList();
    }
    // as when this process ends: the shell sees it and kills them and itself
    running.getOutputStream().close();
    boolean ended = running.waitFor(END_SECONDS, TimeUnit.SECONDS);
    for (ProcessHandle one : all) {
      ended &= ended(one);
    }
    if (!ended) {
      all.forEach(ProcessHandle::destroyForcibly);
      throw new IOException("RabbitMQ did not end with its shell: " + all);
    }
    shell = null;
  }

  private static boolean ended(ProcessHandle process) throws InterruptedException {
    long start = System.nanoTime();
    while (process.isAlive()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(END_SECONDS)) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return true;
  }

  @Override
  public void diskFull(boolean full) throws IOException, InterruptedException {
    control("set_disk_free_limit", full ? "1000000000000000" : "1000000");
  }

  /** Calls rabbitmqctl. */
  public void control(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(PROGRAMS.resolve("rabbitmqctl").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "RabbitMQ";
  }
}
