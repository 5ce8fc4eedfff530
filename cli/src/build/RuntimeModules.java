import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Prints the modules that a Java runtime has to have for the jars of the distribution: those whose
 * classes any class in them names, be it as a type or as a text for {@code Class.forName}.
 *
 * <p>Usage: {@code java RuntimeModules.java EXCEPTIONS JAR...}. EXCEPTIONS is a file of lines, each
 * {@code with MODULE REASON}, for what is found at run time only, or {@code without MODULE JARS
 * REASON}, for what these jars name and no node needs; JARS are beginnings of their names, separated
 * by commas. What another jar names is not left out by that. Fails when a line says nothing new.
 * Run by {@code cli/src/build/distribution}.
 */
public final class RuntimeModules {

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]*(?:/[a-z0-9_]+)+/[A-Z][\\w$]*");
  private static final Pattern TYPE_AS_TEXT = Pattern.compile("[a-z][a-z0-9_]*(?:\\.[a-z0-9_]+)+\\.[A-Z][\\w$]*");

  /** No type's description is longer; these are data. */
  private static final int LONGEST = 4000;

  private final Map<String, String> moduleOfPackage = new HashMap<>();

  /** The jars that name a module. */
  private final Map<String, Set<String>> namedBy = new TreeMap<>();

  private RuntimeModules() {
    for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
      for (String each : module.descriptor().packages()) {
        moduleOfPackage.put(each, module.descriptor().name());
      }
    }
  }

  public static void main(String... args) throws IOException {
    RuntimeModules modules = new RuntimeModules();
    for (String jar : List.of(args).subList(1, args.length)) {
      modules.read(Path.of(jar));
    }
    List<String> problems = new ArrayList<>();
    Set<String> needed = modules.needed(Files.readAllLines(Path.of(args[0])), problems);
    if (problems.isEmpty()) {
      System.out.println(String.join(" ", needed));
    } else {
      problems.forEach(problem -> System.err.println("jetpack: '" + args[0] + "': " + problem));
      System.exit(1);
    }
  }

  private Set<String> needed(List<String> exceptions, List<String> problems) {
    Map<String, Set<String>> needed = new TreeMap<>(namedBy);
    for (String line : exceptions) {
      String[] words = line.split("\\s+");
      if (words[0].equals("with") && words.length > 2) {
        if (needed.putIfAbsent(words[1], Set.of()) != null) {
          problems.add("jars name module '" + words[1] + "' by now, so remove its line");
        }
      } else if (words[0].equals("without") && words.length > 3) {
        List<String> forgiven = List.of(words[2].split(","));
        Set<String> jars = new TreeSet<>(needed.getOrDefault(words[1], Set.of()));
        for (String each : forgiven) {
          if (!jars.removeIf(jar -> jar.startsWith(each))) {
            problems.add("no jar '" + each + "...' names module '" + words[1] + "', so remove it from the line");
          }
        }
        if (jars.isEmpty()) {
          needed.remove(words[1]);
        }
      } else if (!line.isBlank() && !line.startsWith("#")) {
        problems.add("'" + line + "' is not a line of 'with MODULE REASON' or 'without MODULE JARS REASON'");
      }
    }
    return needed.keySet();
  }

  private void read(Path jar) throws IOException {
    Set<String> seen = new HashSet<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class")) {
          try (DataInputStream in =
              new DataInputStream(new BufferedInputStream(zip.getInputStream(entry), 1 << 16))) {
            readConstants(in, seen);
          }
        }
      }
    }
    String name = jar.getFileName().toString();
    for (String text : seen) {
      addTypes(TYPE.matcher(text), name);
      Matcher asText = TYPE_AS_TEXT.matcher(text);
      if (asText.matches()) {
        addTypes(TYPE.matcher(text.replace('.', '/')), name);
      }
    }
  }

  private void addTypes(Matcher types, String jar) {
    while (types.find()) {
      String type = types.group();
      String module = moduleOfPackage.get(type.substring(0, type.lastIndexOf('/')).replace('/', '.'));
      if (module != null) {
        namedBy.computeIfAbsent(module, _ -> new TreeSet<>()).add(jar);
      }
    }
  }

  /** Texts of the constant pool, which hold all names, descriptors and signatures: JVMS 4.4. */
  private static void readConstants(DataInputStream in, Set<String> texts) throws IOException {
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    for (int index = 1; index < count; index++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> {
          String text = in.readUTF();
          if (text.length() < LONGEST && (text.indexOf('/') > 0 || text.indexOf('.') > 0)) {
            texts.add(text);
          }
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          index++;
        }
        default -> throw new IOException("constant pool with unknown tag " + tag);
      }
    }
  }
}
