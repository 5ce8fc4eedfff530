package io.jetpack.runner.python.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.Inspection;
import io.jetpack.runner.Inspection.Argument;
import io.jetpack.runner.Inspection.Call;
import io.jetpack.runner.Inspection.Import;
import io.jetpack.runner.Inspection.Reference;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.python.PythonRunnerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PythonInspectionTest {

  private static ScriptRunner runner;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    runner = new PythonRunnerProvider().open(RunnerSettings.defaults());
  }

  @AfterAll
  static void close() {
    runner.close();
  }

  private Inspection inspect(String source) throws Exception {
    return inspect(source.getBytes(StandardCharsets.UTF_8));
  }

  private Inspection inspect(byte[] source) throws Exception {
    Path script = Files.write(folder.resolve("script.py"), source);
    return runner.inspect(List.of(script)).getFirst().orElseThrow();
  }

  @Test
  void aSyntaxErrorHasItsPlace() throws Exception {
    Inspection.SyntaxError error = inspect("import os\nif True\n    pass\n").errors().getFirst();
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.column()).isEqualTo(8);
    assertThat(error.message()).isEqualTo("expected ':'");
    assertThat(error.formerVersion()).isFalse();
  }

  @Test
  void aLineThatIsIndentedForNothingHasItsPlace() throws Exception {
    String source = "if 1:\n  x = {\n    1: 2}\n\n  # no\n    y = 3\n";
    Inspection.SyntaxError error = inspect(source).errors().getFirst();
    assertThat(error.message()).isEqualTo("unexpected indent");
    assertThat(error.line()).isEqualTo(6);
    assertThat(error.column()).isEqualTo(5);
    assertThat(inspect(" x = 1\n").errors().getFirst().line()).isEqualTo(1);
  }

  @Test
  void aColonThatIsMissingAtTheEndIsToldThere() throws Exception {
    for (String source :
        List.of(
            "x = 1\nclass Var",
            "x = 1\nclass Var\n",
            "x = 1\nclass Var\n\n",
            "if 1:\n class Va",
            "if 1:\n  if 1234\nx = 1",
            "x = 1\nclass Var\n\ny = 2\n")) {
      Inspection.SyntaxError error = inspect(source).errors().getFirst();
      assertThat(error.message()).as(source).isEqualTo("expected ':'");
      assertThat(error.line()).as(source).isEqualTo(2);
      assertThat(error.column()).as(source).isEqualTo(10);
    }
  }

  @Test
  void aFormerVersionOfTheLanguageIsKnown() throws Exception {
    for (String source :
        List.of(
            "print 'x'\n",
            "print \"a %s\" % 1\n",
            "exec 'x = 1'\n",
            "try:\n    pass\nexcept OSError, e:\n    pass\n",
            "raise ValueError, 'x'\n",
            "if 1 <> 2: pass\n",
            "x = 0777\n",
            "x = `1`\n")) {
      assertThat(inspect(source).errors())
          .as(source)
          .singleElement()
          .matches(Inspection.SyntaxError::formerVersion);
    }
    assertThat(inspect("import sys\nprint >>sys.stderr, 'x'\nraw_input()\n").references())
        .filteredOn(Reference::formerVersion)
        .extracting(Reference::name)
        .containsExactly("print >>", "raw_input");
    assertThat(inspect("unicode = str\nunicode('x')\n").references()).isEmpty();
  }

  @Test
  void importsAreFoundWithWhatBecomesOfTheScriptWithoutThem() throws Exception {
    Inspection found =
        inspect(
            """
            import os, psutil
            try:
                import yaml
            except ImportError:
                import sqlite3 as db
            def f():
                from requests.auth import HTTPBasicAuth
            if hasattr(os, 'x'):
                import numpy
            try:
                import pandas
            except ValueError:
                pass
            from . import sibling
            """);
    assertThat(found.imports())
        .containsExactly(
            new Import(1, 1, "os", false, false, true),
            new Import(1, 1, "psutil", false, false, false),
            new Import(3, 5, "yaml", true, false, false),
            new Import(5, 5, "sqlite3", true, false, false),
            new Import(7, 5, "requests.auth", false, true, false),
            new Import(9, 5, "numpy", true, false, false),
            new Import(11, 5, "pandas", false, false, false));
  }

  @Test
  void callsAreNamedByWhatWasImported() throws Exception {
    Inspection found =
        inspect(
            """
            import os as system
            from sys import exit as leave
            import subprocess
            leave(-2)
            exit(code())
            exit(system.system('aws s3 ls'))
            subprocess.run(['df', path, '-h'], timeout=5, **more)
            def fork(): pass
            fork()
            raise SystemExit(0xfe)
            """);
    assertThat(found.calls())
        .extracting(Call::name)
        .containsExactly("sys.exit", "exit", "exit", "os.system", "subprocess.run", "SystemExit");
    assertThat(found.calls().get(0).arguments().getFirst().number()).hasValue(-2);
    Argument ending = found.calls().get(2).arguments().getFirst();
    assertThat(ending.call()).isEqualTo("os.system");
    assertThat(ending.words()).containsExactly("aws s3 ls");
    Call run = found.calls().get(4);
    assertThat(run.arguments().getFirst().words()).containsExactly("df", "", "-h");
    assertThat(run.hasArgument("timeout")).isTrue();
    assertThat(run.hasArgument("check")).as("it may be among the others").isTrue();
    assertThat(run.positional()).isEqualTo(1);
    assertThat(found.mentions254()).isTrue();
    assertThat(inspect("import sys\nsys.exit(2)\nx = 25\n").mentions254()).isFalse();
    assertThat(inspect("import sys\nsys.path.insert(0, 'x')\n").changesSearchPath()).isTrue();
  }

  @Test
  void whateverTheBytesAreThereIsAnAnswer() throws Exception {
    assertThat(inspect("x = '\u00e9\u001f\u001e\u001d'\nimport \u00e9t\u00e9\n").imports())
        .extracting(Import::module)
        .containsExactly("\u00e9t\u00e9");
    assertThat(inspect(new byte[] {(byte) 0xFF, 'x', 0}).errors()).hasSize(1);
    assertThat(inspect("#\u00e9".getBytes(StandardCharsets.ISO_8859_1)).errors()).hasSize(1);
    assertThat(inspect("x = " + "(".repeat(5000)).errors()).hasSize(1);
    assertThat(inspect("x = " + "-".repeat(50_000) + "1").errors().size()).isLessThan(2);
    assertThat(inspect("x = a" + ".a".repeat(20_000)).references()).isEmpty();
    assertThat(inspect("import os\nx = " + "1 + ".repeat(20_000) + "1\n").imports()).hasSize(1);
    assertThat(inspect("").errors()).isEmpty();
    Path nowhere = folder.resolve("nowhere.py");
    assertThat(runner.inspect(List.of(nowhere, folder))).allMatch(each -> each.isEmpty());
  }

  @Test
  void manyScriptsKeepTheirOrder() throws Exception {
    List<Path> scripts =
        Stream.iterate(0, number -> number + 1)
            .limit(90)
            .map(number -> write("s" + number + ".py", "import module" + number + "\n"))
            .toList();
    assertThat(runner.inspect(scripts))
        .extracting(each -> each.orElseThrow().imports().getFirst().module())
        .containsExactlyElementsOf(
            Stream.iterate(0, number -> number + 1).limit(90).map(n -> "module" + n).toList());
  }

  @Test
  void nothingOfAScriptIsRun() throws Exception {
    Path witness = folder.resolve("witness");
    assertThat(inspect("open('%s', 'w')\n".formatted(witness)).errors()).isEmpty();
    assertThat(witness).doesNotExist();
  }

  /** What a run finds is what an inspection calls available; that needs native code, it refuses. */
  @Test
  void whatIsSaidToBeAvailableIs() throws Exception {
    String names =
        """
        import sys
        left_out = ('antigravity', 'this', 'idlelib', '__main__', 'turtledemo')
        # GraalPy has it, and has left it out of its list
        names = sorted({'tomllib', *sys.stdlib_module_names} - set(left_out))
        """;
    Path list =
        write("names_of_all.py", names + "print('\\n'.join('import ' + name for name in names))\n");
    Path all = write("everything.py", run(list));
    List<String> lacking =
        runner.inspect(List.of(all)).getFirst().orElseThrow().imports().stream()
            .filter(each -> !each.available())
            .map(Import::module)
            .toList();
    Path trial =
        write(
            "trial_of_all.py",
            names
                + """
                import importlib, importlib.util
                for name in names:
                    try:
                        if importlib.util.find_spec(name) is None:
                            print(name)
                        elif name in %s:
                            importlib.import_module(name)
                    except ImportError:
                        print(name)
                """
                    .formatted(lacking.stream().map(name -> "'" + name + "'").toList()));
    assertThat(run(trial).lines()).containsExactlyElementsOf(lacking);
    assertThat(lacking).contains("ctypes").doesNotContain("subprocess");
  }

  private String run(Path script) throws InterruptedException {
    ScriptOutcome outcome =
        runner.run(ScriptRequest.of(script, folder).withTimeLimit(Duration.ofSeconds(100)));
    return outcome.record().stdout().text();
  }

  private Path write(String name, String source) {
    try {
      return Files.writeString(folder.resolve(name), source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
