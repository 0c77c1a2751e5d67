package io.alcedo.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  @Test
  void readsWhatLinuxSays() {
    List<String> lines = List.of("VmPeak:\t 5120000 kB", "VmRSS:\t  204800 kB", "RssAnon:\t 1 kB");

    assertThat(ResidentMemory.parse(lines, "VmRSS:")).hasValue(204_800);
    assertThat(ResidentMemory.parse(lines, "RssAnon:")).hasValue(1);
    assertThat(ResidentMemory.parse(List.of("Name:\tjava"), "VmRSS:")).isEmpty();
  }
}
