package io.jetpack.cli.message.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.BrokerModel;
import org.jspecify.annotations.Nullable;

/** Apache Qpid Broker-J in this process. It keeps nothing over a restart. */
public final class QpidBroker implements TestBroker {

  private final Path folder;
  private final Certificates certificates;
  private final List<Integer> ports;
  private @Nullable SystemLauncher launcher;

  private QpidBroker(Path folder, Certificates certificates, List<Integer> ports) {
    this.folder = folder;
    this.certificates = certificates;
    this.ports = ports;
  }

  /** Starts one. */
  public static QpidBroker start(Path folder, Certificates certificates) throws IOException {
    QpidBroker broker = new QpidBroker(folder, certificates, Ports.free(3));
    broker.restart();
    return broker;
  }

  @Override
  public void restart() throws IOException {
    Path configuration = Files.writeString(folder.resolve("qpid.json"), configuration());
    SystemLauncher fresh = new SystemLauncher();
    try {
      fresh.startup(
          Map.of(
              "type",
              "Memory",
              "initialConfigurationLocation",
              configuration.toString(),
              "startupLoggedToSystemOut",
              false,
              "context",
              Map.of(
                  "qpid.work_dir", folder.toString(), "qpid.max_message_size", "" + LIMIT_BYTES)));
    } catch (Exception e) {
      throw new IOException("Qpid does not start", e);
    }
    launcher = fresh;
  }

  private String configuration() {
    return """
    {
      "name": "test",
      "modelVersion": "%s",
      "keystores": [
        {"name": "server", "type": "NonJavaKeyStore", "certificateUrl": "%s", "privateKeyUrl": "%s"}
      ],
      "truststores": [
        {"name": "authority", "type": "NonJavaTrustStore", "certificatesUrl": "%s"}
      ],
      "authenticationproviders": [
        {"name": "passwords", "type": "Plain", "secureOnlyMechanisms": [], "users": [
          {"name": "%s", "password": "%s", "type": "managed"},
          {"name": "%s", "password": "%s", "type": "managed"}]},
        {"name": "certificates", "type": "External"}
      ],
      "accesscontrolproviders": [
        {"name": "rules", "type": "RuleBased", "priority": 1, "defaultResult": "ALLOWED", "rules": [
          {"identity": "%s", "operation": "PUBLISH", "objectType": "EXCHANGE", "outcome": "DENY",
           "attributes": {"ROUTING_KEY": "forbidden*"}}]}
      ],
      "ports": [
        {"name": "plain", "port": %d, "authenticationProvider": "passwords", "bindingAddress": "127.0.0.1",
         "protocols": ["AMQP_0_9_1"], "virtualhostaliases": [{"name": "names", "type": "nameAlias"}]},
        {"name": "tls", "port": %d, "authenticationProvider": "passwords", "bindingAddress": "127.0.0.1",
         "protocols": ["AMQP_0_9_1"], "virtualhostaliases": [{"name": "names", "type": "nameAlias"}], "transports": ["SSL"], "keyStore": "server"},
        {"name": "mutual", "port": %d, "authenticationProvider": "certificates", "bindingAddress": "127.0.0.1",
         "protocols": ["AMQP_0_9_1"], "virtualhostaliases": [{"name": "names", "type": "nameAlias"}], "transports": ["SSL"], "keyStore": "server", "needClientAuth": true,
         "trustStores": ["authority"]}
      ],
      "virtualhostnodes": [
        {"name": "%s", "type": "Memory", "defaultVirtualHostNode": "true",
         "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"}
      ]
    }
    """
        .formatted(
            BrokerModel.MODEL_VERSION,
            certificates.server(),
            certificates.serverKey(),
            certificates.ca(),
            USER,
            PASSWORD,
            LIMITED_USER,
            PASSWORD,
            LIMITED_USER,
            ports.get(0),
            ports.get(1),
            ports.get(2),
            VIRTUAL_HOST);
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
    return ports.get(2);
  }

  @Override
  public void kill() {
    close();
  }

  @Override
  public void diskFull(boolean full) {
    throw new UnsupportedOperationException("Qpid tells nobody that its disk is full");
  }

  @Override
  public void close() {
    if (launcher != null) {
      launcher.shutdown();
      launcher = null;
    }
  }

  @Override
  public String toString() {
    return "Qpid Broker-J";
  }
}
