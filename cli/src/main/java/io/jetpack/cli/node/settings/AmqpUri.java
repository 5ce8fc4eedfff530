package io.jetpack.cli.node.settings;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the broker is, as written in {@code amqp.uri}. As a text it holds neither user nor
 * password.
 *
 * @param encrypted whether it is spoken to by TLS
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port from 1 to 65535
 * @param virtualHost the part of the broker that is ours
 * @param credentials who we are, when the URI says so
 */
public record AmqpUri(
    boolean encrypted,
    String host,
    int port,
    String virtualHost,
    Optional<AmqpCredentials> credentials) {

  private static final int PORT = 5672;
  private static final int ENCRYPTED_PORT = 5671;
  private static final int LAST_PORT = 65_535;

  // java.net.URI takes no host name with an underscore, and its errors hold the whole text
  private static final Pattern FORM =
      Pattern.compile(
          "(?i)(?<scheme>amqps?)://((?<who>[^@/?#\\s]*)@)?"
              + "(\\[(?<address>[0-9a-f:.]+)]|(?<host>[\\p{L}\\p{N}._-]+))"
              + "(:(?<port>\\d{1,5}))?(/(?<vhost>[^/?#\\s]*))?");

  private static final String HELP =
      "write amqp://USER:PASSWORD@HOST:PORT/VHOST, or amqps://... for TLS, with %40 for an @ and"
          + " %2F for a / in a name or password";

  /**
   * Takes a URI apart. Without a port it is the usual one, without a virtual host it is {@code /}.
   *
   * @throws IllegalArgumentException that says what to write instead, and nothing of the text
   */
  public static AmqpUri parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(HELP);
    }
    boolean encrypted = parts.group("scheme").toLowerCase(Locale.ROOT).equals("amqps");
    String address = parts.group("address");
    String host = address == null ? parts.group("host") : address;
    String vhost = parts.group("vhost");
    return new AmqpUri(
        encrypted,
        host,
        port(parts.group("port"), encrypted ? ENCRYPTED_PORT : PORT),
        vhost == null || vhost.isEmpty() ? "/" : decoded(vhost),
        credentials(parts.group("who")));
  }

  private static int port(String digits, int usual) {
    int port = digits == null ? usual : Integer.parseInt(digits);
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("write a port from 1 to 65535");
    }
    return port;
  }

  private static Optional<AmqpCredentials> credentials(String who) {
    if (who == null) {
      return Optional.empty();
    }
    int colon = who.indexOf(':');
    if (colon < 1 || colon == who.length() - 1) {
      throw new IllegalArgumentException(
          "write USER:PASSWORD before the @, or neither, and both in amqp.credentials_file");
    }
    return Optional.of(
        new AmqpCredentials(decoded(who.substring(0, colon)), decoded(who.substring(colon + 1))));
  }

  /** Each {@code %XX} is a byte of UTF-8. */
  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < encoded.length; at++) {
      if (encoded[at] != '%') {
        bytes.write(encoded[at]);
        continue;
      }
      int high = at + 2 <= encoded.length - 1 ? Character.digit(encoded[at + 1], 16) : -1;
      int low = at + 2 <= encoded.length - 1 ? Character.digit(encoded[at + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new IllegalArgumentException("write %25 for a % that is meant as such");
      }
      bytes.write(high * 16 + low);
      at += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("write UTF-8 after each %", e);
    }
  }

  /** Whether only this machine hears what is sent there: an address of loopback, or localhost. */
  public boolean isLoopback() {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** {@code HOST:PORT}, for people. */
  public String place() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  @Override
  public String toString() {
    return (encrypted ? "amqps://" : "amqp://") + place();
  }
}
