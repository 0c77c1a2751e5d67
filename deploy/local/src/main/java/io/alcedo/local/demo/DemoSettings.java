package io.alcedo.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is told.
 *
 * @param duration how long transactions stream; null: until the file ends
 * @param rate transactions a second; null: {@link DefaultRate a part} of what the machine sustains
 * @param file a CSV file to stream instead of simulated traffic
 * @param mapping which column of the file is what
 * @param featureSet a shipped name or the path of a YAML file
 * @param history how many simulated transactions come before the stream
 * @param historyShare which share of a file, its earlier part, comes before the stream, 0 to 1
 * @param seed of the simulated traffic
 * @param parallelism of the job
 * @param learning whether verdicts train another model while the first one decides
 * @param alertsPerDay how many alerts a day of the traffic is to bring; null: as thresholds say
 */
record DemoSettings(
    @Nullable Duration duration,
    @Nullable Double rate,
    @Nullable Path file,
    @Nullable String mapping,
    String featureSet,
    int history,
    double historyShare,
    long seed,
    int parallelism,
    boolean learning,
    @Nullable Integer alertsPerDay) {}
