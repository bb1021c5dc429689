package io.ampwire.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, as its jar states it. */
final class Version implements IVersionProvider {
  /** {@code ampwire 0.1.0}; without a number where the classes do not come from a jar. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "ampwire" : "ampwire " + version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
