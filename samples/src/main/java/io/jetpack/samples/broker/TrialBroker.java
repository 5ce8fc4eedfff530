package io.jetpack.samples.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.BrokerModel;

/** Starts the broker and runs until it is killed. It keeps everything in memory. */
public final class TrialBroker {

  private TrialBroker() {}

  /** The port and a folder of its own. */
  @SuppressWarnings("SystemOut") // says when it is there
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    Path folder = Path.of(args[1]);
    SystemLauncher launcher = new SystemLauncher();
    launcher.startup(
        Map.of(
            "type",
            "Memory",
            "initialConfigurationLocation",
            configuration(folder, port).toString(),
            "startupLoggedToSystemOut",
            false,
            "context",
            Map.of("qpid.work_dir", folder.toString())));
    System.err.printf("broker: amqp://guest:guest@localhost:%d, until Ctrl-C%n", port);
  }

  private static Path configuration(Path folder, int port) throws IOException {
    return Files.writeString(
        Files.createDirectories(folder).resolve("broker.json"),
        """
        {
          "name": "trial",
          "modelVersion": "%s",
          "authenticationproviders": [
            {"name": "guest", "type": "Plain", "secureOnlyMechanisms": [],
             "users": [{"name": "guest", "password": "guest", "type": "managed"}]}
          ],
          "ports": [
            {"name": "amqp", "port": %d, "bindingAddress": "127.0.0.1", "protocols": ["AMQP_0_9_1"],
             "authenticationProvider": "guest",
             "virtualhostaliases": [{"name": "default", "type": "defaultAlias"},
                                    {"name": "names", "type": "nameAlias"}]}
          ],
          "virtualhostnodes": [
            {"name": "/", "type": "Memory", "defaultVirtualHostNode": "true",
             "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"}
          ]
        }
        """
            .formatted(BrokerModel.MODEL_VERSION, port));
  }
}
