package io.alcedo.local;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says everything that is off about a command line at once. The parser stops at the first mistake,
 * so the words are parsed a second time by one that gathers them.
 */
final class AllUsageProblems implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException first, String[] words) {
    CommandLine command = first.getCommandLine();
    PrintWriter err = command.getErr();
    for (String problem : problems(first, words)) {
      err.println("alcedo: " + problem);
    }
    UnmatchedArgumentException.printSuggestions(first, err);
    err.printf("'%s --help' says more.%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCodes.USAGE;
  }

  private static Set<String> problems(ParameterException first, String[] words) {
    Set<String> problems = new LinkedHashSet<>();
    problems.add(message(first));
    CommandLine gathering = AlcedoCommand.commandLine();
    gather(gathering);
    try {
      for (ParseResult result :
          gathering.parseArgs(words).asCommandLineList().stream()
              .map(CommandLine::getParseResult)
              .toList()) {
        add(result.errors(), problems);
      }
    } catch (ParameterException e) {
      problems.add(message(e));
    }
    return problems;
  }

  private static void gather(CommandLine command) {
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(AllUsageProblems::gather);
  }

  private static void add(List<Exception> errors, Set<String> problems) {
    for (Exception error : errors) {
      problems.add(message(error));
    }
  }

  private static String message(Exception error) {
    return String.valueOf(error.getMessage()).replace(System.lineSeparator(), " ");
  }
}
