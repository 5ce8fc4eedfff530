import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars anew for the distribution: entries in order and of one time, so that two builds give
 * the same bytes; not compressed, because the archive around them compresses better when it sees
 * all of them, and classes load faster; and without what no node of the platform needs: files of
 * others, and in classes the names of local variables, which only a debugger asks for and which the
 * caches would hold in memory. Line numbers stay, and so does the rest of each class, but for the
 * order of its constants.
 *
 * <p>Usage: {@code java PackJars.java TARGET EPOCH_SECONDS LEFT_OUT JAR...}; LEFT_OUT is a regular
 * expression of entry names. Run by {@code cli/src/build/distribution}.
 */
public final class PackJars {

  /** Stack maps are neither made anew, for which all classes would have to be known, nor dropped. */
  private static final ClassFile WITHOUT_VARIABLES =
      ClassFile.of(
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.ConstantPoolSharingOption.NEW_POOL,
          ClassFile.StackMapsOption.DROP_STACK_MAPS);

  public static void main(String... args) throws IOException {
    Path target = Path.of(args[0]);
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.ofEpochSecond(Long.parseLong(args[1])), ZoneOffset.UTC);
    Pattern leftOut = Pattern.compile(args[2]);
    for (int i = 3; i < args.length; i++) {
      Path jar = Path.of(args[i]);
      pack(jar, target.resolve(jar.getFileName()), time, leftOut);
    }
  }

  private static void pack(Path source, Path target, LocalDateTime time, Pattern leftOut)
      throws IOException {
    try (ZipFile in = new ZipFile(source.toFile());
        OutputStream file = Files.newOutputStream(target);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.setMethod(ZipOutputStream.STORED);
      List<ZipEntry> entries = new ArrayList<>(in.stream().map(ZipEntry.class::cast).toList());
      // the manifest comes first, as in every jar
      entries.sort(
          Comparator.comparing((ZipEntry entry) -> !entry.getName().equals("META-INF/MANIFEST.MF"))
              .thenComparing(ZipEntry::getName));
      for (ZipEntry entry : entries) {
        if (!entry.isDirectory() && !leftOut.matcher(entry.getName()).matches()) {
          byte[] bytes = in.getInputStream(entry).readAllBytes();
          boolean isClass = entry.getName().endsWith(".class");
          copy(isClass ? withoutVariables(bytes) : bytes, entry.getName(), time, out);
        }
      }
    }
  }

  private static byte[] withoutVariables(byte[] bytes) {
    return WITHOUT_VARIABLES.transformClass(
        WITHOUT_VARIABLES.parse(bytes),
        (into, element) -> {
          if (element instanceof MethodModel method) {
            copy(method, into);
          } else {
            into.with(element);
          }
        });
  }

  private static void copy(MethodModel method, ClassBuilder into) {
    Optional<StackMapTableAttribute> stackMaps =
        method.code().flatMap(code -> code.findAttribute(Attributes.stackMapTable()));
    into.transformMethod(
        method,
        (builder, element) -> {
          if (element instanceof CodeModel code) {
            // the labels of the frames are those of the copied code
            builder.transformCode(
                code, CodeTransform.endHandler(copy -> stackMaps.ifPresent(copy::with)));
          } else {
            builder.with(element);
          }
        });
  }

  private static void copy(byte[] bytes, String name, LocalDateTime time, ZipOutputStream out)
      throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}
