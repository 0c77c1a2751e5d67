package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelHandleTest {
  private static final LogisticModel LOGISTIC = new LogisticModel(-1, 0.5f, -2, 1.5f);

  @TempDir Path directory;
  private ModelBundle bundle;

  @BeforeEach
  void read() throws Exception {
    bundle = Bundles.logistic(directory, LOGISTIC, 3);
  }

  @Test
  void replacedModelClosesWhenItsLastLeaseReturns() throws Exception {
    OnnxModel first = open();
    OnnxModel second = open();
    ModelHandle handle = new ModelHandle(first);
    ModelHandle.Lease one = handle.acquire();
    ModelHandle.Lease two = handle.acquire();
    handle.swap(second);
    assertThat(handle.acquire().model()).isSameAs(second);
    one.close();
    one.close();
    assertThat(isOpen(first)).isTrue();
    assertThat(two.model()).isSameAs(first);
    two.close();
    assertThat(isOpen(first)).isFalse();
    assertThat(isOpen(second)).isTrue();
    assertThatThrownBy(two::model).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closedHandleGivesNoLeaseAndTakesNoModel() throws Exception {
    OnnxModel first = open();
    OnnxModel second = open();
    ModelHandle handle = new ModelHandle(first);
    handle.close();
    handle.close();
    assertThat(isOpen(first)).isFalse();
    assertThatThrownBy(handle::acquire).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> handle.swap(second)).isInstanceOf(IllegalStateException.class);
    assertThat(isOpen(second)).isFalse();
  }

  @Test
  void leasedModelsAreOpenWhileModelsAreSwapped() throws Exception {
    List<OnnxModel> all = new ArrayList<>();
    all.add(open());
    ModelHandle handle = new ModelHandle(all.get(0));
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch running = new CountDownLatch(3);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<?>> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(
          threads.submit(
              () -> {
                float[] scores = new float[1];
                while (!stop.get()) {
                  try (ModelHandle.Lease lease = handle.acquire()) {
                    lease.model().score(new float[] {1, 2, 3}, 1, scores);
                  }
                  running.countDown();
                }
                return scores[0];
              }));
    }
    running.await();
    for (int i = 0; i < 30; i++) {
      OnnxModel next = open();
      all.add(next);
      handle.swap(next);
    }
    stop.set(true);
    for (Future<?> user : users) {
      user.get();
    }
    threads.shutdown();
    handle.close();
    for (OnnxModel model : all) {
      assertThat(isOpen(model)).isFalse();
    }
  }

  private OnnxModel open() throws BundleException {
    return OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT);
  }

  private static boolean isOpen(OnnxModel model) {
    return catchThrowableOfType(
            ScoringException.class, () -> model.score(new float[] {1, 2, 3}, 1, new float[1]))
        == null;
  }
}
