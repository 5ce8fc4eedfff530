package io.jetpack.cli.message.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Certificates made by keytool: an authority, a broker's for {@code localhost}, a client's, and
 * another authority that nobody trusts.
 *
 * @param folder where they lie
 */
public record Certificates(Path folder) {

  public static final String STORE_PASSWORD = "changeit";

  /** Makes all of them. */
  public static Certificates make(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path store = folder.resolve("all.p12");
    keytool(store, "ca", "CN=Test Authority", "-ext", "bc:critical=ca:true");
    keytool(store, "other-ca", "CN=Other Authority", "-ext", "bc:critical=ca:true");
    keytool(store, "server", "CN=broker", "-signer", "ca", "-ext", "san=dns:localhost");
    keytool(store, "client", "CN=" + TestBroker.NODE, "-signer", "ca", "-ext", "eku=clientAuth");
    Certificates certificates = new Certificates(folder);
    for (String name : List.of("ca", "other-ca", "server", "client")) {
      certificates.export(store, name);
    }
    return certificates;
  }

  private static void keytool(Path store, String alias, String name, String... more)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD,
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2"));
    words.addAll(List.of(more));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(store.resolveSibling(alias + ".log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(store.resolveSibling(alias + ".log")));
    }
  }

  private void export(Path store, String alias) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore all = KeyStore.getInstance("PKCS12");
      all.load(in, STORE_PASSWORD.toCharArray());
      Files.writeString(
          folder.resolve(alias + ".pem"),
          "Made for a test\n" + pem("CERTIFICATE", all.getCertificate(alias).getEncoded()));
      Path key = folder.resolve(alias + ".key");
      Files.writeString(
          key, pem("PRIVATE KEY", all.getKey(alias, STORE_PASSWORD.toCharArray()).getEncoded()));
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, text, kind);
  }

  public Path ca() {
    return folder.resolve("ca.pem");
  }

  public Path otherCa() {
    return folder.resolve("other-ca.pem");
  }

  public Path server() {
    return folder.resolve("server.pem");
  }

  public Path serverKey() {
    return folder.resolve("server.key");
  }

  public Path client() {
    return folder.resolve("client.pem");
  }

  public Path clientKey() {
    return folder.resolve("client.key");
  }
}
