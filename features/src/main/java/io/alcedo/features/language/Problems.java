package io.alcedo.features.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Gathers the mistakes of one feature set, so that all are reported together. */
final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  void add(int line, String message) {
    problems.add(new Problem(line, message));
  }

  /** Adds a wrong word, with the nearest right one, or with all right ones where none is near. */
  void addWord(int line, String message, String word, Collection<String> right) {
    add(line, message + NearestWord.advice(word, right));
  }

  boolean none() {
    return problems.isEmpty();
  }

  /** Returns the mistakes in the order of their lines. */
  List<Problem> sorted() {
    return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }
}
