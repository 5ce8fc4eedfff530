package io.jetpack.healthcheck.broken;

import com.beust.jcommander.JCommander;
import com.rabbitmq.client.Connection;
import io.jetpack.runner.process.ProcessRunnerProvider;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import me.tongfei.progressbar.ProgressBar;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.exec.CommandLine;
import org.graalvm.polyglot.Engine;
import oshi.SystemInfo;
import tools.jackson.databind.JsonNode;

/** Breaks the confinement of every library, and knows a runner by more than its SPI. */
record UsesLibraries(
    JCommander parser,
    CommandLine line,
    Engine engine,
    JsonNode node,
    SystemInfo machine,
    PrometheusRegistry metrics,
    Connection connection,
    ArchiveEntry entry,
    ProgressBar bar,
    ProcessRunnerProvider provider) {}
