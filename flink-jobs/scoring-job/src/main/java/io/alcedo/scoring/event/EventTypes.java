package io.alcedo.scoring.event;

import io.alcedo.jobs.SerializedTypeInfo;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.roster.Roster;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The type information of every element of the job's streams. Thread-safe. */
public final class EventTypes {
  private EventTypes() {}

  /** Returns the type of a stream of all kinds of events, with rows of this layout. */
  public static TypeInformation<ScoringEvent> events(RowLayout layout) {
    return new SerializedTypeInfo<>(
        ScoringEvent.class, new EventSerializer<>(ScoringEvent.class, layout.signals()));
  }

  /** Returns the type of a stream of transactions, with rows of this layout. */
  public static TypeInformation<TransactionEvent> transactions(RowLayout layout) {
    return new SerializedTypeInfo<>(
        TransactionEvent.class, new EventSerializer<>(TransactionEvent.class, layout.signals()));
  }

  /** Returns the type of a stream, or a state, of rosters. */
  public static TypeInformation<Roster> rosters() {
    return new SerializedTypeInfo<>(Roster.class, RosterSerializer.INSTANCE);
  }

  /** Returns the type of a stream of rejections. */
  public static TypeInformation<Rejection> rejections() {
    return new SerializedTypeInfo<>(Rejection.class, RejectionSerializer.INSTANCE);
  }
}
