package io.alcedo.local.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.GeoCell;
import io.alcedo.privacy.Generalisation;
import org.junit.jupiter.api.Test;

/** Two modules that do not know each other mean the same by a cell. */
class GeoCellTest {
  @Test
  void featuresAllowForTheCellsThatPrivacyMakes() {
    assertThat(GeoCell.DEGREES).isEqualTo(Generalisation.CELL_DEGREES);
    double middle = Generalisation.cell(48.8583701, 90);
    assertThat(Math.abs(middle - 48.8583701)).isLessThanOrEqualTo(GeoCell.DEGREES / 2);
  }
}
