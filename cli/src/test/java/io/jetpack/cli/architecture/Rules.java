package io.jetpack.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.program.Jetpack;
import io.jetpack.runner.libc.CLibrary;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The architecture, as rules. Each has a name that says what it forbids. */
@SuppressWarnings("ImmutableEnumChecker") // rules of ArchUnit do not change, though nothing says so
enum Rules {
  RUNNERS_KNOW_NOBODY(
      noClasses()
          .that()
          .resideInAPackage("io.jetpack.runner..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.jetpack.healthcheck..", "io.jetpack.cli..", "io.jetpack.samples..")),

  HEALTHCHECK_KNOWS_RUNNERS_ONLY(
      noClasses()
          .that()
          .resideInAPackage("io.jetpack.healthcheck..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.jetpack.cli..", "io.jetpack.samples..")),

  CLI_KNOWS_NO_SAMPLES(
      noClasses()
          .that()
          .resideInAPackage("io.jetpack.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jetpack.samples..")),

  RUNNERS_ARE_KNOWN_BY_THEIR_SPI_ONLY(
      noClasses()
          .that()
          .resideOutsideOfPackages("io.jetpack.runner.process..", "io.jetpack.runner.python..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.jetpack.runner.process..", "io.jetpack.runner.python..")),

  GRAALVM_IS_FOR_PYTHON(only("io.jetpack.runner.python..", "org.graalvm..", "com.oracle..")),

  COMMONS_EXEC_IS_FOR_PROCESSES(only("io.jetpack.runner.process..", "org.apache.commons.exec..")),

  JCOMMANDER_IS_FOR_THE_COMMAND_LINE(only("io.jetpack.cli..", "com.beust.jcommander..")),

  TABLES_ARE_FOR_THE_COMMAND_LINE(only("io.jetpack.cli..", "com.github.freva..")),

  PROMETHEUS_IS_FOR_METRICS(
      only("io.jetpack.cli.healthcheck.metrics..", "io.prometheus..", "com.sun.net.httpserver..")),

  OSHI_IS_FOR_FACTS(
      only("io.jetpack.cli.config.facts..", "oshi..", "com.sun.jna..", "org.slf4j..")),

  THE_AMQP_CLIENT_IS_FOR_BROKERS(only("io.jetpack.cli.message.amqp..", "com.rabbitmq..")),

  COMMONS_COMPRESS_IS_FOR_LOCKERS(
      only("io.jetpack.cli.converge.locker..", "org.apache.commons.compress..")),

  PROGRESS_BARS_ARE_FOR_CONVERGE(only("io.jetpack.cli.converge", "me.tongfei.progressbar..")),

  JACKSON_IS_FOR_THE_PROGRAM(only("io.jetpack.cli..", "tools.jackson..", "com.fasterxml..")),

  JACKSON_IS_IN_NO_SIGNATURE(
      methods()
          .that()
          .areDeclaredInClassesThat()
          .arePublic()
          .and()
          .arePublic()
          .should(haveNoJacksonInTheirSignature())),

  FEATURES_KNOW_CLI_AND_NODE_ONLY(classes().should(notReachIntoAnotherFeature())),

  CLI_KNOWS_NO_FEATURE(
      noClasses()
          .that()
          .resideInAnyPackage(ofNoFeature())
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.jetpack.cli..").and(not(resideInAnyPackage(ofNoFeature()))))),

  THE_API_OF_PLUGINS_KNOWS_NO_MACHINERY(
      noClasses()
          .that()
          .resideInAnyPackage("io.jetpack.cli", "io.jetpack.cli.node..", "io.jetpack.cli.json..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jetpack.cli.program..")),

  THE_NODE_KNOWS_NO_COMMAND(
      noClasses()
          .that()
          .resideInAnyPackage("io.jetpack.cli.node..", "io.jetpack.cli.json..")
          .should()
          .dependOnClassesThat(type(Command.class).or(type(CommandContext.class)))),

  NOBODY_NAMES_THE_INNER_PACKAGES_OF_A_FEATURE(classes().should(notNameWhatIsWithinAFeature())),

  NO_PACKAGE_IS_LARGE(classes().should(resideInAPackageOfFewTypes())),

  NO_CYCLES(slices().matching("io.jetpack.(**)").should().beFreeOfCycles()),

  ONE_CLASS_LOOKS_UP_FUNCTIONS_OF_C(
      noClasses()
          .that(not(type(CLibrary.class)))
          .should()
          .dependOnClassesThat(
              nameStartingWith("java.lang.foreign.Linker")
                  .or(nameStartingWith("java.lang.foreign.SymbolLookup")))
          .orShould()
          .callMethod(System.class, "loadLibrary", String.class)
          .orShould()
          .callMethod(System.class, "load", String.class)),

  ONLY_JETPACK_TOUCHES_THE_STREAMS(
      noClasses()
          .that(not(type(Jetpack.class)))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")),

  ONLY_JETPACK_ENDS_THE_PROCESS(
      noClasses()
          .that(not(type(Jetpack.class)))
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)),

  EVERY_PACKAGE_IS_NULL_MARKED(classes().should(resideInANullMarkedPackage()));

  private static final String FEATURE_ROOT = "io.jetpack.cli.";

  /** The one place where a feature may use another: the wiring of the service and its scripts. */
  private static final List<String> ALLOWED =
      List.of("healthcheck -> message", "healthcheck -> config", "converge -> message");

  /** Where interfaces lie that a plugin implements, and what these are given: the API artifact. */
  private static final List<String> API_OF_PLUGINS =
      List.of(
          "io.jetpack.cli",
          "io.jetpack.cli.converge.locker",
          "io.jetpack.cli.message.broker",
          "io.jetpack.cli.node",
          "io.jetpack.cli.node.settings",
          "io.jetpack.healthcheck",
          "io.jetpack.healthcheck.service.event",
          "io.jetpack.healthcheck.service.state",
          "io.jetpack.healthcheck.service.termination",
          "io.jetpack.runner");

  /** One feature whose parts know each other well. */
  private static final String MAY_BE_LARGE = "io.jetpack.cli.install";

  private static final int MOST_TYPES = 25;

  private final ArchRule rule;

  Rules(ArchRule rule) {
    // that no class is meant by a rule is checked by the floor on their number
    this.rule = rule.allowEmptyShould(true);
  }

  ArchRule rule() {
    return rule;
  }

  /** What all features share. A method, since the rules are made before any field has a value. */
  private static String[] ofNoFeature() {
    return new String[] {
      "io.jetpack.cli", "io.jetpack.cli.json..", "io.jetpack.cli.node..", "io.jetpack.cli.program.."
    };
  }

  private static ArchRule only(String home, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static ArchCondition<JavaMethod> haveNoJacksonInTheirSignature() {
    DescribedPredicate<JavaClass> jackson = resideInAPackage("tools.jackson..");
    return new ArchCondition<>("have no Jackson in their signature") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean found =
            Stream.concat(
                    Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                .anyMatch(jackson);
        events.add(new SimpleConditionEvent(method, !found, method.getFullName()));
      }
    };
  }

  private static ArchCondition<JavaClass> notReachIntoAnotherFeature() {
    return new ArchCondition<>("use no other feature") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String own = feature(item);
        item.getDirectDependenciesFromSelf()
            .forEach(dependency -> {
              String other = feature(dependency.getTargetClass());
              boolean fine =
                  own.isEmpty()
                      || other.isEmpty()
                      || own.equals(other)
                      || ALLOWED.contains(own + " -> " + other);
              events.add(new SimpleConditionEvent(item, fine, dependency.getDescription()));
            });
      }
    };
  }

  private static ArchCondition<JavaClass> notNameWhatIsWithinAFeature() {
    return new ArchCondition<>("name no type of an inner package of another feature") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String own = feature(item);
        item.getDirectDependenciesFromSelf()
            .forEach(dependency -> {
              JavaClass target = dependency.getTargetClass();
              String other = feature(target);
              boolean fine =
                  other.isEmpty()
                      || own.equals(other)
                      || target.getPackageName().equals(FEATURE_ROOT + other)
                      || API_OF_PLUGINS.contains(target.getPackageName());
              events.add(new SimpleConditionEvent(item, fine, dependency.getDescription()));
            });
      }
    };
  }

  private static ArchCondition<JavaClass> resideInAPackageOfFewTypes() {
    return new ArchCondition<>("reside in a package of at most " + MOST_TYPES + " types") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String name = item.getPackageName();
        List<String> types =
            item.getPackage().getClasses().stream()
                .filter(type -> type.isTopLevelClass() && !type.isArray())
                .map(JavaClass::getSimpleName)
                .filter(type -> !type.equals("package-info"))
                .sorted()
                .toList();
        boolean fine = types.size() <= MOST_TYPES || name.equals(MAY_BE_LARGE);
        events.add(
            new SimpleConditionEvent(
                item, fine, "%s has %d types: %s".formatted(name, types.size(), types)));
      }
    };
  }

  /** {@code message} for {@code io.jetpack.cli.message.amqp}, and nothing outside of features. */
  private static String feature(JavaClass item) {
    String name = item.getPackageName();
    if (!name.startsWith(FEATURE_ROOT)) {
      return "";
    }
    String feature = name.substring(FEATURE_ROOT.length()).split("\\.", -1)[0];
    return List.of("json", "node", "program").contains(feature) ? "" : feature;
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package whose package-info.java says @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(item, marked, item.getPackageName() + " is not @NullMarked"));
      }
    };
  }
}
