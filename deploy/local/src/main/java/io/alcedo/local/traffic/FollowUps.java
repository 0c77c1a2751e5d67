package io.alcedo.local.traffic;

import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.topics.Topic;

/**
 * What is told of transactions after they were written, on the clock of their event times. Called
 * by one thread.
 */
public interface FollowUps {
  /** Tells nothing. */
  FollowUps NONE =
      new FollowUps() {
        @Override
        public void follow(LabelledTransaction transaction) {}

        @Override
        public void tellDue(long now, Telling telling) {}
      };

  /** Sends records to their topics. */
  @FunctionalInterface
  interface Telling {
    /**
     * Takes a record.
     *
     * @param topic where it goes
     * @param time when it is told, in milliseconds since 1970; topics that stamp records when they
     *     are appended do not keep it
     * @param record with the topic's framing
     */
    void tell(Topic topic, long time, byte[] record);
  }

  /** Takes note of a transaction that was written. */
  void follow(LabelledTransaction transaction);

  /**
   * Tells all that is due.
   *
   * @param now the event time that the traffic has come to, in milliseconds since 1970
   */
  void tellDue(long now, Telling telling);
}
