package io.ampwire.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands that need no bridge: they open no port and reach no broker. Results go to stdout,
 * findings to stderr; {@link Exit} says how it went.
 */
public final class Commands {
  private static final String DEMO = "demo";

  private Commands() {}

  /** Runs a command to its exit code; empty for none and for the demo, which start the bridge. */
  public static OptionalInt run(String... args) {
    if (args.length == 0 || Arrays.equals(args, new String[] {DEMO})) {
      return OptionalInt.empty();
    }
    CommandLine commands =
        commands(
            new PrintWriter(System.out, true, Charset.defaultCharset()),
            new PrintWriter(System.err, true, Charset.defaultCharset()));
    return OptionalInt.of(commands.execute(args));
  }

  /** Every command, printing to these two. */
  static CommandLine commands(PrintWriter results, PrintWriter findings) {
    return commands(results, findings, Invocation.of(System.getProperties()));
  }

  static CommandLine commands(PrintWriter results, PrintWriter findings, Invocation invocation) {
    CommandLine all = new CommandLine(new Ampwire());
    all.setCommandName(invocation.words());
    UsageMessageSpec usage = all.getCommandSpec().usageMessage();
    usage.customSynopsis(invocation.synopsis());
    if (!invocation.demo()) {
      all.getSubcommands().get(DEMO).getCommandSpec().usageMessage().hidden(true);
      usage.description("%nThe commands open no port and reach no broker.%n");
    }
    return all.setOut(new PrintWriter(new TerminalWriter(results), true))
        .setErr(new PrintWriter(new TerminalWriter(findings), true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Commands::misused)
        .setExecutionExceptionHandler(Commands::failed);
  }

  /** What is wrong, and how it should be; every option of a command is in its --help. */
  private static int misused(CommandLine.ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ampwire: " + wrong.getMessage());
    if (command.getParent() == null) {
      command.usage(err);
    } else {
      CommandLine.Help help = command.getHelp();
      err.print("usage: " + help.synopsis("usage: ".length()));
      err.println("       --help tells more");
    }
    return Exit.WRONG_USAGE;
  }

  /** What no command foresaw is told in a line; it is no finding about a map or a charger. */
  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    if (failure instanceof Unreachable) {
      command.getErr().println("ampwire: nobody answers at " + failure.getMessage());
      return Exit.CHECK_FAILED;
    }
    command.getErr().println("ampwire: " + failure);
    return Exit.WRONG_USAGE;
  }
}
