package io.ampwire.cli;

import io.ampwire.cli.probe.Unreachable;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Runner of the commands that need no bridge: they open no port and do not connect to the broker.
 * Results go to stdout, findings to stderr; the exit codes are those of {@link Exit}.
 */
public final class Commands {
  private static final String DEMO = "demo";

  private Commands() {}

  /**
   * Runs a command and returns its exit code; empty without a command and for the demo, which start
   * the bridge.
   */
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

  /** The root command, printing to these two writers. */
  public static CommandLine commands(PrintWriter results, PrintWriter findings) {
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

  /** Prints the usage error and the correct form; --help lists every option of a command. */
  private static int misused(CommandLine.ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ampwire: " + wrong.getMessage());
    if (command.getParent() == null) {
      command.usage(err);
    } else {
      CommandLine.Help help = command.getHelp();
      err.print("usage: " + help.synopsis("usage: ".length()));
      err.println("       see --help");
    }
    return Exit.WRONG_USAGE;
  }

  /**
   * Prints an unexpected failure in one line; such a failure is not a finding about a map or a
   * charger.
   */
  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    if (failure instanceof Unreachable) {
      command.getErr().println("ampwire: no answer from " + failure.getMessage());
      return Exit.CHECK_FAILED;
    }
    command.getErr().println("ampwire: " + failure);
    return Exit.WRONG_USAGE;
  }
}
