package io.jetpack.cli.converge.locker;

import io.jetpack.text.IoReason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks archives into a folder, and never out of it: absolute paths, {@code ..} and links that
 * lead out are refused, and so is everything that is neither a file, a folder nor a link.
 */
final class Archive {

  private static final int OWNER_EXECUTES = 0100;

  /** How tar marks an ordinary file, now, in its oldest form, and where it lies in one piece. */
  private static final String FILES =
      String.valueOf(
          new char[] {TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG});

  private Archive() {}

  /**
   * Unpacks a whole archive.
   *
   * @param name says by its end which kind it is
   * @throws LockerException when it is damaged, or holds what is refused
   */
  static void unpack(Path archive, String name, Path folder) throws IOException {
    try {
      if (name.endsWith(".zip")) {
        unzip(archive, name, folder);
      } else {
        untar(archive, name, folder);
      }
    } catch (LockerException | FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new LockerException(
          "the archive '%s' is damaged: %s".formatted(name, IoReason.of(e)), false);
    } catch (IllegalArgumentException e) {
      throw new LockerException(
          "the archive '%s' is damaged: %s"
              .formatted(
                  name, Objects.requireNonNullElse(e.getMessage(), "its content cannot be read")),
          false);
    }
  }

  private static void untar(Path archive, String name, Path folder) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                GzipCompressorInputStream.builder()
                    .setInputStream(file)
                    .setDecompressConcatenated(true)
                    .get())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = inside(entry, name, folder);
        if (entry.isSymbolicLink()) {
          link(entry, name, folder, target);
        } else if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (FILES.indexOf(entry.getLinkFlag()) >= 0 || entry.isSparse()) {
          write(tar, target, entry.getMode());
        } else {
          throw refused(
              entry,
              name,
              "is %s; only files, directories and links may be".formatted(kind(entry)));
        }
      }
    }
    // only now is it known where each link leads: others may lie on its way
    Optional<Path> out = Links.leadingOut(folder);
    if (out.isPresent()) {
      throw new LockerException(
          "the archive '%s' is refused: its entry '%s' is a link out of its directory"
              .formatted(name, folder.relativize(out.get())),
          false);
    }
  }

  private static String kind(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_LINK -> "a hard link";
      case TarConstants.LF_CHR, TarConstants.LF_BLK -> "a device";
      case TarConstants.LF_FIFO -> "a pipe";
      default -> "of the unknown kind '%c'".formatted((char) entry.getLinkFlag());
    };
  }

  private static void unzip(Path archive, String name, Path folder) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        Path target = inside(entry, name, folder);
        if (entry.isUnixSymlink()) {
          throw refused(entry, name, "is a link, which a zip archive may not hold");
        } else if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (!isFile(entry)) {
          throw refused(entry, name, "is a device, a pipe or a socket");
        } else {
          try (InputStream in = zip.getInputStream(entry)) {
            write(in, target, entry.getUnixMode());
          }
        }
      }
    }
  }

  /** Whoever packed it on a Unix has written the kind of file, others have not. */
  private static boolean isFile(ZipArchiveEntry entry) {
    int kind = entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
    return kind == 0 || kind == UnixStat.FILE_FLAG;
  }

  private static void write(InputStream in, Path target, int mode) throws IOException {
    Files.createDirectories(target.resolveSibling("."));
    long _ = Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    if ((mode & OWNER_EXECUTES) != 0) {
      boolean _ = target.toFile().setExecutable(true);
    }
  }

  /** A name is judged by its text and by where it leads on this disk: a link may lie on the way. */
  private static Path inside(ArchiveEntry entry, String name, Path folder) throws IOException {
    String text = entry.getName().replace('\\', '/');
    if (text.startsWith("/") || text.matches("[A-Za-z]:.*")) {
      throw refused(entry, name, "is an absolute path");
    }
    Path target = folder.resolve(text).normalize();
    if (!target.startsWith(folder) || List.of(text.split("/", -1)).contains("..")) {
      throw refused(entry, name, "leads out of its folder");
    }
    Path existing = target;
    while (!Files.exists(existing)) {
      existing = Objects.requireNonNull(existing.getParent());
    }
    if (!existing.toRealPath().startsWith(folder.toRealPath())) {
      throw refused(entry, name, "leads out of its folder by a link");
    }
    return target;
  }

  private static void link(TarArchiveEntry entry, String name, Path folder, Path target)
      throws IOException {
    String to = entry.getLinkName();
    Path leads = target.resolveSibling(to).normalize();
    if (to.startsWith("/") || !leads.startsWith(folder)) {
      throw refused(entry, name, "is a link out of its folder, to '%s'".formatted(to));
    }
    Files.createDirectories(target.resolveSibling("."));
    boolean ignored = Files.deleteIfExists(target);
    Path _ = Files.createSymbolicLink(target, Path.of(to));
  }

  private static LockerException refused(ArchiveEntry entry, String name, String why) {
    return new LockerException(
        "the archive '%s' is refused: its entry '%s' %s".formatted(name, entry.getName(), why),
        false);
  }
}
