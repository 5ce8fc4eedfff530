package io.jetpack.samples;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What lies in an archive, below its one directory, and in the jars there.
 *
 * @param names of files, links and directories
 * @param natives compiled programs and libraries, those in jars as {@code JAR!/ENTRY}
 * @param texts of what is owed to the receiver
 */
record ArchiveContents(
    Set<String> tops, Set<String> names, List<Native> natives, Map<String, String> texts) {

  static final int X86_64 = 62;
  static final int AARCH64 = 183;

  /** Of Windows or macOS. */
  static final int FOREIGN = -1;

  private static final int HEADER_BYTES = 20;
  private static final int MACHINE_OFFSET = 18;
  private static final int MACH_O = 0xFEEDFACF;

  /**
   * A compiled file.
   *
   * @param machine of its ELF header, or {@link #FOREIGN}
   */
  record Native(String name, int machine) {}

  static ArchiveContents of(Path archive) throws IOException {
    ArchiveContents contents =
        new ArchiveContents(new TreeSet<>(), new TreeSet<>(), new ArrayList<>(), new HashMap<>());
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive))) {
      if (archive.toString().endsWith(".zip")) {
        contents.addZip(new ZipInputStream(file));
      } else {
        contents.addTar(new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16)));
      }
    }
    return contents;
  }

  private void addTar(TarArchiveInputStream tar) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      add(entry.getName(), tar);
    }
  }

  private void addZip(ZipInputStream zip) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      add(entry.getName(), zip);
    }
  }

  private void add(String path, InputStream in) throws IOException {
    int slash = path.indexOf('/');
    tops.add(path.substring(0, slash));
    String name = path.substring(slash + 1);
    names.add(name);
    if (name.endsWith(".aot")) {
      return;
    }
    byte[] bytes = in.readAllBytes();
    addNative(name, bytes);
    if (name.endsWith(".jar")) {
      ZipInputStream jar = new ZipInputStream(new ByteArrayInputStream(bytes));
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        // almost all are classes
        if (!entry.getName().endsWith(".class")) {
          addNative(name + "!/" + entry.getName(), jar.readNBytes(HEADER_BYTES));
        }
      }
    } else if (name.equals("THIRD-PARTY.txt")
        || name.equals("sbom.cdx.json")
        || name.startsWith("licenses/")) {
      texts.put(name, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private void addNative(String name, byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      return;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes[0] == 0x7F && bytes[1] == 'E' && bytes[2] == 'L' && bytes[3] == 'F') {
      natives.add(new Native(name, header.getShort(MACHINE_OFFSET)));
    } else if ((bytes[0] == 'M' && bytes[1] == 'Z') || header.getInt(0) == MACH_O) {
      natives.add(new Native(name, FOREIGN));
    }
  }
}
