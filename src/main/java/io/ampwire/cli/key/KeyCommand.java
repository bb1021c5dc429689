package io.ampwire.cli.key;

import io.ampwire.cli.Exit;
import io.ampwire.cli.map.Installation;
import io.ampwire.format.yaml.YamlScalar;
import io.ampwire.trust.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code key}: prints the signing key, creates it if there is none, and prints how to trust it. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description =
        "The key that signs evidence here; made if there is none. Prints how to trust it.")
public final class KeyCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin Installation installation;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "default: evidence-key.pem in the data directory")
  Optional<Path> key;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "Me",
      description = "who holds it, for the trust list; default ${DEFAULT-VALUE}")
  String name;

  @Override
  public Integer call() {
    Path file = key.orElse(installation.key());
    PrintWriter err = spec.commandLine().getErr();
    try {
      KeyFile keys = new KeyFile(file);
      boolean there = keys.exists();
      SigningKey signing = there ? keys.read() : keys.create();
      err.println((there ? "key " : "new key ") + signing.open().id() + " in " + file);
      err.println("to count its records, put this into evidence/trust.yaml of a bridge's data");
      err.println("directory, with the kinds that you believe its holder:");
      entry(signing, name, spec.commandLine().getOut());
      return Exit.DONE;
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "no key: " + e.getMessage(), e);
    }
  }

  private static void entry(SigningKey key, String name, PrintWriter out) {
    out.println("schema: 1");
    out.println("keys:");
    out.println("  - name: " + YamlScalar.quoted(name));
    out.println("    key: " + key.open().text());
    out.println("    kinds: [transport, hardware]");
  }
}
