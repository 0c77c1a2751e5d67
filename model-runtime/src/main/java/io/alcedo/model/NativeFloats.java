package io.alcedo.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Memory outside the heap for the rows and scores of models. A closed model leaves its own to the
 * next of the same size: Java frees such memory only with the object that stands for it, at a
 * collection of the old generation, and a service that swaps models may not have one for hours.
 * Thread-safe.
 */
final class NativeFloats {
  /** Of one size; what is given back beyond is left to the collector. */
  private static final int MOST_KEPT = 8;

  private static final Map<Integer, Queue<FloatBuffer>> FREE = new ConcurrentHashMap<>();

  private NativeFloats() {}

  /** Returns room for so many floats, which may hold anything. */
  static FloatBuffer take(int count) {
    FloatBuffer kept = free(count).poll();
    return kept != null
        ? kept
        : ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** Gives room back that nothing reads or writes any more, a session neither. */
  static void giveBack(FloatBuffer floats) {
    free(floats.capacity()).offer(floats);
  }

  private static Queue<FloatBuffer> free(int count) {
    return FREE.computeIfAbsent(count, size -> new ArrayBlockingQueue<>(MOST_KEPT));
  }
}
