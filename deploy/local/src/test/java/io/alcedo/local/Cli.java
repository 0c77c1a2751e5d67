package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** One run of the {@code alcedo} command within a test, with what it printed. */
final class Cli {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line = AlcedoCommand.commandLine();
  private volatile int code = -1;

  private Cli() {
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
  }

  /** Runs a command to its end. */
  static Cli run(String... words) {
    Cli cli = new Cli();
    cli.code = cli.line.execute(words);
    return cli;
  }

  /** Starts a command on a thread of its own. */
  static Running start(String... words) {
    Cli cli = new Cli();
    Thread thread = new Thread(() -> cli.code = cli.line.execute(words), "cli");
    thread.start();
    return new Running(cli, thread);
  }

  /** Holds the command to its exit code, showing what it said. */
  Cli exits(int expected) {
    assertThat(code).as("out: %s%nerr: %s", out(), err()).isEqualTo(expected);
    return this;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  List<String> lines() {
    return out().lines().toList();
  }

  /** Waits until something holds, and fails with what it is after a minute. */
  static void await(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain: %s", what).isLessThan(deadline);
      LockSupport.parkNanos(50_000_000);
    }
  }

  /** A command at work. */
  record Running(Cli cli, Thread thread) {
    /** Waits until it has printed a text. */
    void awaitOut(String text) {
      await(text, () -> cli.out().contains(text) || !thread.isAlive());
      assertThat(cli.out()).as(cli.err()).contains(text);
    }

    /** Waits until it has printed what matches; returns the first group of that. */
    String awaitMatch(String pattern) {
      Pattern wanted = Pattern.compile(pattern);
      await(pattern, () -> wanted.matcher(cli.out()).find() || !thread.isAlive());
      Matcher match = wanted.matcher(cli.out());
      assertThat(match.find()).as("%s in %s%n%s", pattern, cli.out(), cli.err()).isTrue();
      return match.group(1);
    }

    /** Interrupts it and waits for its end. */
    Cli stop() throws InterruptedException {
      thread.interrupt();
      thread.join(60_000);
      assertThat(thread.isAlive()).as("the command ends when interrupted").isFalse();
      return cli;
    }
  }
}
