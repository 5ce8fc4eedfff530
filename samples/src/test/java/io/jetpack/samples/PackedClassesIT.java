package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The classes of the archive are those of the build, but for the names of local variables. */
@Timeout(300)
class PackedClassesIT {

  private static final Path BUILT = Archives.BUILT.resolve("system/lib");

  private final ClassFile classes = ClassFile.of();
  private int compared;

  @Test
  void only_the_names_of_local_variables_are_missing() throws Exception {
    Path packed = Archives.unpacked().resolve("system/lib");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(BUILT, "*.jar")) {
      for (Path jar : jars) {
        compare(jar, packed.resolve(jar.getFileName()));
      }
    }
    assertThat(compared).isGreaterThan(30_000);
  }

  private void compare(Path built, Path packed) throws IOException {
    try (ZipFile before = new ZipFile(built.toFile());
        ZipFile after = new ZipFile(packed.toFile())) {
      for (ZipEntry entry : after.stream().map(ZipEntry.class::cast).toList()) {
        if (entry.getName().endsWith(".class")) {
          compared++;
          ClassModel original = read(before, entry.getName());
          ClassModel copy = read(after, entry.getName());
          if (!shape(original).equals(shape(copy))) {
            // not always: to describe what is compared takes longer than to compare it
            assertThat(shape(copy)).as(built + " " + entry).isEqualTo(shape(original));
          }
          assertThat(copy.methods()).as(entry.getName()).noneMatch(PackedClassesIT::namesVariables);
        }
      }
    }
  }

  private ClassModel read(ZipFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return classes.parse(in.readAllBytes());
    }
  }

  private static List<String> shape(ClassModel of) {
    List<String> shape = new ArrayList<>();
    shape.add(of.flags() + " " + of.thisClass() + " " + of.superclass() + " " + of.interfaces());
    // their order says nothing
    of.attributes().stream()
        .map(attribute -> attribute.attributeName().stringValue())
        .sorted()
        .forEach(shape::add);
    of.fields().forEach(field -> shape.add(field + " " + field.attributes().size()));
    of.methods().forEach(method -> add(shape, method));
    return shape;
  }

  private static void add(List<String> shape, MethodModel method) {
    shape.add(method.flags() + " " + method + " " + method.attributes().size());
    if (method.code().isPresent()) {
      CodeModel code = method.code().get();
      code.forEach(element -> text(element).ifPresent(shape::add));
      code.findAttribute(Attributes.stackMapTable())
          .ifPresent(maps -> shape.add(maps.entries().size() + " stack maps"));
    }
  }

  private static Optional<String> text(CodeElement element) {
    return switch (element) {
      case LocalVariable _, LocalVariableType _ -> Optional.empty();
      // the constant's place decides which of the two it is
      case Instruction instruction -> Optional.of(instruction.toString().replace("LDC_W", "LDC"));
      case LineNumber line -> Optional.of("line " + line.line());
      case ExceptionCatch caught -> Optional.of("catch " + caught.catchType());
      default -> Optional.empty();
    };
  }

  private static boolean namesVariables(MethodModel method) {
    return method
        .code()
        .filter(code ->
            code.findAttribute(Attributes.localVariableTable()).isPresent()
                || code.findAttribute(Attributes.localVariableTypeTable()).isPresent())
        .isPresent();
  }
}
