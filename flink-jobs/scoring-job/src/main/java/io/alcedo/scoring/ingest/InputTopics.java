package io.alcedo.scoring.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics that the job reads; each is another one.
 *
 * @param transactions the topic of transactions
 * @param labels the topic of labels
 * @param outcomes the topic of outcomes
 */
public record InputTopics(String transactions, String labels, String outcomes)
    implements Serializable {
  /** Checks that the topics are three. */
  public InputTopics {
    if (transactions.equals(labels) || transactions.equals(outcomes) || labels.equals(outcomes)) {
      throw new IllegalArgumentException(
          "Transactions, labels and outcomes are read from topics of their own: transactions="
              + transactions
              + ", labels="
              + labels
              + ", outcomes="
              + outcomes);
    }
  }

  /** Returns all three. */
  public List<String> all() {
    return List.of(transactions, labels, outcomes);
  }
}
