package io.alcedo.training.monitor;

import java.util.List;
import java.util.Map;

/**
 * What monitoring knows at one time. Immutable.
 *
 * @param modelName the model whose versions are watched
 * @param atMillis the job's clock, in milliseconds since 1970 UTC
 * @param drift how features and scores differed over the last six hours, by name
 * @param open the features with an open alarm
 * @param alarms the latest alarms, newest last
 * @param qualities how good each version was on mature days
 * @param delays the label delay in seconds by the share of labels that came within it
 */
public record MonitoringReport(
    String modelName,
    long atMillis,
    Map<String, Comparison> drift,
    List<String> open,
    List<DriftAlarm> alarms,
    List<ModelQuality> qualities,
    Map<Double, Double> delays) {}
