package io.jetpack.runner.process;

import io.jetpack.runner.libc.CLibrary;
import io.jetpack.runner.process.spawn.Launching;
import io.jetpack.runner.process.spawn.SpawnWay;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test in which the agent starts processes: it runs a second time with a C library that seems to
 * be that of glibc 2.28, see the module's {@code pom.xml}.
 */
@Tag(StartsProcesses.TAG)
@ExtendWith(StartsProcesses.WithDirectoryOfItsOwn.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface StartsProcesses {

  String TAG = "starts-processes";

  /** A container may refuse what replaces the functions that are taken away. */
  final class WithDirectoryOfItsOwn implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      boolean simulated = !System.getProperty(CLibrary.WITHOUT_PROPERTY, "").isEmpty();
      Launching launching = Launching.ofThisMachine();
      return simulated && launching.way() == SpawnWay.BY_JAVA
          ? ConditionEvaluationResult.disabled(launching.why())
          : ConditionEvaluationResult.enabled("processes can be started");
    }
  }
}
