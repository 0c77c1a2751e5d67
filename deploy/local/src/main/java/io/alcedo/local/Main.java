package io.alcedo.local;

/** The entry of the {@code alcedo} command. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(AlcedoCommand.commandLine().execute(args));
  }
}
