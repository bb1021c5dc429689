package io.ampwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * JMH on the {@link HotPath}: a benchmark, run by {@code mvn -Pbench verify
 * -Dit.test=HotPathBench}.
 */
class HotPathBench {
  @Test
  void whatTheStepsOfAPollCost() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(HotPath.class.getName())
                    .forks(1)
                    .jvmArgs("-Xmx96m", "-XX:+UseSerialGC")
                    .warmupIterations(5)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    assertThat(results).hasSize(4);
  }
}
