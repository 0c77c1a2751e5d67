package io.alcedo.features.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Gathers the mistakes of one YAML file, so that all are reported together. For one thread. */
public final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  /** Makes a list without mistakes. */
  public Problems() {}

  /** Adds a mistake of a line, from 1; 0 for the file as a whole. */
  public void add(int line, String message) {
    problems.add(new Problem(line, message));
  }

  /** Adds a wrong word, with the nearest right one, or with all right ones where none is near. */
  public void addWord(int line, String message, String word, Collection<String> right) {
    add(line, message + NearestWord.advice(word, right));
  }

  /** Returns whether nothing was wrong so far. */
  public boolean none() {
    return problems.isEmpty();
  }

  /** Returns the mistakes in the order of their lines. */
  public List<Problem> sorted() {
    return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }
}
