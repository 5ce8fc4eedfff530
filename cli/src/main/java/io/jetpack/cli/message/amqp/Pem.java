package io.jetpack.cli.message.amqp;

import io.jetpack.cli.message.broker.BrokerUnavailableException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text, with whatever stands between them. */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private Pem() {}

  /** At least one, in the order of the file. */
  static List<X509Certificate> certificates(String text, Path file, String setting)
      throws BrokerUnavailableException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (block.find()) {
        if (block.group(1).equals("CERTIFICATE")) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(bytes(block.group(2)))));
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BrokerUnavailableException(
          "%s '%s' has a damaged certificate, number %d: %s"
              .formatted(setting, file, certificates.size() + 1, e.getMessage()),
          e);
    }
    if (certificates.isEmpty()) {
      throw new BrokerUnavailableException(
          "%s '%s' holds no certificate; it has to be PEM, with -----BEGIN CERTIFICATE-----"
              .formatted(setting, file));
    }
    return certificates;
  }

  /** The key that belongs to a certificate. What goes wrong is told without a byte of it. */
  static PrivateKey key(String text, Path file, X509Certificate certificate)
      throws BrokerUnavailableException {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String kind = block.group(1);
      if (kind.equals("PRIVATE KEY")) {
        return key(file, block.group(2), certificate.getPublicKey());
      }
      if (kind.endsWith("PRIVATE KEY")) {
        throw new BrokerUnavailableException(
            "amqp.key_file '%s' is of the kind '%s'; openssl pkcs8 -topk8 -nocrypt -in '%s' makes one that can be read"
                .formatted(file, kind, file));
      }
    }
    throw new BrokerUnavailableException(
        "amqp.key_file '%s' holds no key; it has to be PEM, with -----BEGIN PRIVATE KEY-----"
            .formatted(file));
  }

  private static PrivateKey key(Path file, String base64, PublicKey partner)
      throws BrokerUnavailableException {
    try {
      PrivateKey key =
          KeyFactory.getInstance(partner.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(bytes(base64)));
      if (!belongTogether(key, partner)) {
        throw new BrokerUnavailableException(
            "amqp.key_file '%s' is not the key of the first certificate in amqp.certificate_file"
                .formatted(file));
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BrokerUnavailableException(
          "amqp.key_file '%s' is damaged, or no %s key as amqp.certificate_file has it"
              .formatted(file, partner.getAlgorithm()));
    }
  }

  private static boolean belongTogether(PrivateKey key, PublicKey partner)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (partner.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> partner.getAlgorithm();
            });
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(partner);
    return signature.verify(signed);
  }

  private static byte[] bytes(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }
}
