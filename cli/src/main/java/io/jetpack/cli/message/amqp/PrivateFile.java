package io.jetpack.cli.message.amqp;

import io.jetpack.cli.message.broker.BrokerUnavailableException;
import io.jetpack.cli.node.files.WholeFile;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A file with a secret: only its owner may read it, and that is root or this user. */
final class PrivateFile {

  private static final int LIMIT_BYTES = 64 * 1024;

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFile() {}

  /**
   * Reads all of it.
   *
   * @param setting the key that names it, for people
   */
  static byte[] read(Path file, String setting) throws BrokerUnavailableException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      check(file, setting);
    }
    return switch (new WholeFile(file, LIMIT_BYTES).read()) {
      case WholeFile.Reading.Content(byte[] bytes) -> bytes;
      case WholeFile.Reading.Missing() -> throw missing(file, setting);
      case WholeFile.Reading.Unreadable(String reason) ->
          throw new BrokerUnavailableException(setting + " " + reason);
    };
  }

  static BrokerUnavailableException missing(Path file, String setting) {
    return new BrokerUnavailableException(
        "%s names '%s', which is not there".formatted(setting, file));
  }

  private static void check(Path file, String setting) throws BrokerUnavailableException {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, PosixFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw missing(file, setting);
    } catch (IOException e) {
      throw new BrokerUnavailableException(
          "%s names '%s', which can not be looked at: %s".formatted(setting, file, IoReason.of(e)));
    }
    if (!OWNERS.containsAll(attributes.permissions())) {
      throw new BrokerUnavailableException(
          "%s '%s' can be reached by others (%s); chmod 600 '%s', and change what is in it if others were there"
              .formatted(
                  setting, file, PosixFilePermissions.toString(attributes.permissions()), file));
    }
    String owner = attributes.owner().getName();
    if (!owner.equals("root") && !owner.equals(System.getProperty("user.name"))) {
      throw new BrokerUnavailableException(
          "%s '%s' belongs to '%s'; it has to belong to root or to '%s'"
              .formatted(setting, file, owner, System.getProperty("user.name")));
    }
  }
}
