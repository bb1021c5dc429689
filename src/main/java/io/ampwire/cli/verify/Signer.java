package io.ampwire.cli.verify;

import io.ampwire.cli.key.KeyFile;
import io.ampwire.cli.map.Installation;
import io.ampwire.format.EvidenceJson;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Signer of evidence records that also writes them to a file if one is named. */
record Signer(Optional<SigningKey> key, Optional<Path> file) {

  /** Finds or creates the key before the measurement, so that a missing key cannot waste one. */
  static Signer of(VerifyOptions options, Installation installation, CommandSpec spec) {
    return of(options.evidence, options.key.orElse(installation.key()), spec);
  }

  static Signer of(Optional<Path> evidence, Path keyFile, CommandSpec spec) {
    if (evidence.isEmpty()) {
      return new Signer(Optional.empty(), Optional.empty());
    }
    try {
      KeyFile file = new KeyFile(keyFile);
      boolean there = file.exists();
      SigningKey key = there ? file.read() : file.create();
      if (!there) {
        spec.commandLine().getErr().println("new key " + key.open().id() + " in " + keyFile);
      }
      return new Signer(Optional.of(key), evidence);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "no key to sign with: " + e, e);
    }
  }

  /** Signs the record, writes it to the file if one is named, and returns it. */
  Evidence keep(Evidence record) {
    if (key.isEmpty() || file.isEmpty()) {
      return record;
    }
    Evidence sealed = key.get().seal(record);
    try {
      Files.write(file.get(), EvidenceJson.write(sealed));
    } catch (IOException e) {
      throw new IllegalStateException("the record cannot be written: " + e.getMessage(), e);
    }
    return sealed;
  }
}
