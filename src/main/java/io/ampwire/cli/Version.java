package io.ampwire.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of this build, from its jar. */
public final class Version implements IVersionProvider {
  /** {@code ampwire 0.1.0}; without a number if the classes are not in a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "ampwire" : "ampwire " + version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
