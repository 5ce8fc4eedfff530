package io.jetpack.cli.converge.chef;

import io.jetpack.cli.node.files.WholeFile;
import io.jetpack.cli.node.tree.PythonJson;
import io.jetpack.cli.node.tree.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is written for chef-client.
 *
 * @param chef {@code system/chef}
 * @param log {@code logs/chef-client.log}
 */
record ChefFiles(Path chef, Path log) {

  private static final int LIMIT_BYTES = 64 * 1024 * 1024;

  Path repository() {
    return chef.resolve("chef-repo");
  }

  Path cache() {
    return chef.resolve("cache");
  }

  Path reports() {
    return chef.resolve("reports");
  }

  Path configuration() {
    return chef.resolve("client.rb");
  }

  Path attributes() {
    return chef.resolve("node.json");
  }

  /** Writes client.rb and the node's attributes. */
  void write(String nodeName, Value.Tree node, List<String> runList) throws IOException {
    for (Path folder : List.of(cache(), reports(), chef.resolve("nodes"), chef.resolve("backup"))) {
      Files.createDirectories(folder);
    }
    write(configuration(), clientRb(nodeName));
    Map<String, Value> attributes = new LinkedHashMap<>(node.values());
    attributes.put("run_list", Value.of(runList));
    write(attributes(), PythonJson.of(new Value.Tree(attributes)) + "\n");
  }

  private static void write(Path file, String text) throws IOException {
    new WholeFile(file, LIMIT_BYTES).write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String clientRb(String nodeName) {
    Path repository = repository();
    return """
    # written anew by each jetpack converge
    local_mode true
    node_name %s
    chef_repo_path %s
    cookbook_path [%s]
    role_path %s
    data_bag_path %s
    environment_path %s
    node_path %s
    cache_path %s
    file_cache_path %s
    file_backup_path %s
    lockfile %s
    pid_file %s
    log_level :info
    log_location %s
    require 'chef/handler/json_file'
    report_handlers << Chef::Handler::JsonFile.new(path: %s)
    exception_handlers << Chef::Handler::JsonFile.new(path: %s)
    """
        .formatted(
            quoted(nodeName),
            quoted(repository),
            quoted(repository.resolve("cookbooks")),
            quoted(repository.resolve("roles")),
            quoted(repository.resolve("data_bags")),
            quoted(repository.resolve("environments")),
            quoted(chef.resolve("nodes")),
            quoted(cache()),
            quoted(cache()),
            quoted(chef.resolve("backup")),
            quoted(cache().resolve("chef-client-running.pid")),
            quoted(cache().resolve("chef-client.pid")),
            quoted(log),
            quoted(reports()),
            quoted(reports()));
  }

  /** A string of Ruby in which nothing is special. */
  private static String quoted(Object text) {
    return "'" + String.valueOf(text).replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
