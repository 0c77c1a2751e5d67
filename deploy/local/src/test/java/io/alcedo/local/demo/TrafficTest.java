package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.history.LabelledTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {
  @Test
  void approvesWhatAFileTellsNoOutcomeOf(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("transactions.csv");
    Files.writeString(
        file,
        """
        TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD
        1,2018-04-01 00:00:31,596,3156,57.16,0
        2,2018-04-01 00:02:10,4961,3412,81.51,1
        """);

    List<LabelledTransaction> all = new ArrayList<>();
    Traffic.inFile(file, "handbook", 0.5).all().forEachRemaining(all::add);

    assertThat(all).hasSize(2);
    for (LabelledTransaction each : all) {
      assertThat(each.outcome()).isNotNull();
      assertThat(each.outcome().getAction()).isEqualTo(OutcomeAction.APPROVED);
      assertThat(each.outcome().getTransactionId())
          .isEqualTo(each.transaction().getTransactionId());
      assertThat(each.outcome().getOccurredAt()).isAfter(each.transaction().getEventTime());
    }
    assertThat(all).extracting(LabelledTransaction::fraud).containsExactly(false, true);
  }

  @Test
  void leavesTheOutcomesThatAreTold() {
    List<OutcomeAction> actions = new ArrayList<>();
    var all = Traffic.simulated(1, 100).all();
    for (int i = 0; i < 2_000; i++) {
      LabelledTransaction next = all.next();
      assertThat(next.outcome()).isNotNull();
      actions.add(next.outcome().getAction());
    }

    assertThat(actions).contains(OutcomeAction.APPROVED, OutcomeAction.DECLINED_BY_ISSUER);
  }
}
