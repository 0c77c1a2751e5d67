package io.alcedo.local.traffic;

import io.alcedo.local.DurationConverter;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.Problems;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes simulated card traffic to any Kafka. */
@Command(
    name = "simulate",
    description = {
      "Writes made-up card transactions and their outcomes to Kafka.",
      "Event times start now and run on the simulation's own, faster clock: let the job's clock be"
          + " 'event', or keep the rate at what the cards would really pay (--cards x 3 a day)."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo simulate --rate 500 --count 10000",
      "  alcedo simulate --bootstrap-servers broker-1:9092 --tenant north --seed 7"
    })
public final class SimulateCommand implements Callable<Integer> {
  @Option(
      names = "--rate",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Transactions a second (default: ${DEFAULT-VALUE}).")
  private double rate = 1000;

  @Option(
      names = "--count",
      defaultValue = "100000",
      paramLabel = "N",
      description = "Transactions in all (default: ${DEFAULT-VALUE}).")
  private long count = 100_000;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Equal seeds give equal traffic but for the times (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--cards",
      defaultValue = "5000",
      paramLabel = "N",
      description = "Cards in the population (default: ${DEFAULT-VALUE}).")
  private int cards = 5_000;

  @Option(
      names = "--tenant",
      defaultValue = "default",
      paramLabel = "NAME",
      description = "The tenant of all transactions (default: ${DEFAULT-VALUE}).")
  private String tenant = "default";

  @Option(
      names = "--pattern-change",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description =
          "Fraud changes its pattern so long after the first event time, such as 9d (default: never).")
  private @Nullable Duration patternChange;

  @Mixin private KafkaConnection kafka = new KafkaConnection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Problems problems = new Problems();
    problems.unless(rate > 0, "--rate is above 0: value=" + rate);
    problems.unless(count > 0, "--count is above 0: value=" + count);
    problems.unless(cards > 0, "--cards is above 0: value=" + cards);
    problems.refuse();
    Instant start = InstantSource.system().instant();
    SimulationSettings settings =
        SimulationSettings.standard(seed, start)
            .withPopulation(cards, Math.max(200, cards / 7))
            .withTenant(tenant);
    Iterator<LabelledTransaction> traffic =
        new Simulation(
            patternChange == null
                ? settings
                : settings.withPatternChange(start.plus(patternChange)));
    kafka.admin().close();
    try (TrafficWriter writer =
        new TrafficWriter(kafka.producer(), kafka.framing(), FollowUps.NONE, (sent, p, o) -> {})) {
      new PacedTraffic(writer, spec.commandLine().getErr(), "simulated")
          .run(traffic, count, rate, Duration.ofDays(3650));
    }
    return ExitCodes.OK;
  }
}
