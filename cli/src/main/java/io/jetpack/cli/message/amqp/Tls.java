package io.jetpack.cli.message.amqp;

import io.jetpack.cli.message.broker.BrokerUnavailableException;
import io.jetpack.cli.node.files.WholeFile;
import io.jetpack.cli.node.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Sockets that trust whom the settings trust, and show the certificate that they name. */
final class Tls {

  private static final int LIMIT_BYTES = 4 * 1024 * 1024;

  private Tls() {}

  static SSLSocketFactory sockets(Settings.Amqp settings) throws BrokerUnavailableException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ours(settings), trusted(settings), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new BrokerUnavailableException("TLS can not be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManager @Nullable [] trusted(Settings.Amqp settings)
      throws BrokerUnavailableException, GeneralSecurityException, IOException {
    if (settings.caFile().isEmpty()) {
      return null; // those of the Java runtime
    }
    Path file = settings.caFile().get();
    KeyStore store = emptyStore();
    for (X509Certificate authority :
        Pem.certificates(text(file, "amqp.ca_file"), file, "amqp.ca_file")) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] ours(Settings.Amqp settings)
      throws BrokerUnavailableException, GeneralSecurityException, IOException {
    if (settings.certificateFile().isEmpty() || settings.keyFile().isEmpty()) {
      return null;
    }
    Path certificateFile = settings.certificateFile().get();
    Path keyFile = settings.keyFile().get();
    List<X509Certificate> chain =
        Pem.certificates(
            text(certificateFile, "amqp.certificate_file"),
            certificateFile,
            "amqp.certificate_file");
    byte[] key = PrivateFile.read(keyFile, "amqp.key_file");
    KeyStore store = emptyStore();
    char[] password = {};
    store.setKeyEntry(
        "node",
        Pem.key(new String(key, StandardCharsets.ISO_8859_1), keyFile, chain.getFirst()),
        password,
        chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static String text(Path file, String setting) throws BrokerUnavailableException {
    return switch (new WholeFile(file, LIMIT_BYTES).read()) {
      case WholeFile.Reading.Content(byte[] bytes) ->
          new String(bytes, StandardCharsets.ISO_8859_1);
      case WholeFile.Reading.Missing() -> throw PrivateFile.missing(file, setting);
      case WholeFile.Reading.Unreadable(String reason) ->
          throw new BrokerUnavailableException(setting + " " + reason);
    };
  }
}
