package io.jetpack.cli.node.settings;

/**
 * Who we are to the broker. As a text it holds no password.
 *
 * @param user a name
 * @param password secret
 */
public record AmqpCredentials(String user, String password) {

  @Override
  public String toString() {
    return "user '" + user + "'";
  }
}
