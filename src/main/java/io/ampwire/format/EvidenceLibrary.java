package io.ampwire.format;

import io.ampwire.trust.Evidence;
import io.ampwire.trust.TrustBook;
import io.ampwire.trust.TrustList;
import io.ampwire.trust.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Evidence records and trusted keys of this installation: the shipped ones, and those in the folder
 * {@code evidence} of other folders. A file with faults is reported and does not count; the other
 * files do.
 *
 * @param problems files that could not be used, with line and key
 */
public record EvidenceLibrary(TrustBook book, TrustList keys, List<Problem> problems) {
  private static final String FOLDER = "evidence";
  private static final String TRUST = "trust.yaml";
  private static final String CHECKED = "maps/checked.txt";
  private static final long LIMIT = 1 << 20;

  /** The shipped keys and records, read on first use. */
  private static final class Shipped {
    private static final Loading FILES = read();

    private static Loading read() {
      Loading loading = new Loading();
      loading.keys(FOLDER + "/" + TRUST, Resources.text(FOLDER + "/" + TRUST));
      for (String name : Resources.index(FOLDER)) {
        loading.record(name, Resources.text(name));
      }
      return loading;
    }
  }

  public EvidenceLibrary {
    problems = List.copyOf(problems);
  }

  /** Reads the shipped records before their first use; returns their number. */
  public static int prepare() {
    return Shipped.FILES.records.size();
  }

  /** Loads only the shipped records. */
  public static EvidenceLibrary shipped() {
    return load(List.of());
  }

  /**
   * @param trusted folders of this installation whose folder {@code evidence} may hold records as
   *     {@code *.json} and keys in {@code trust.yaml}
   */
  public static EvidenceLibrary load(List<Path> trusted) {
    return load(trusted, List.of());
  }

  /**
   * @param foreign folders whose records are read but whose keys are ignored; a pack of maps must
   *     not decide which keys to trust
   */
  public static EvidenceLibrary load(List<Path> trusted, List<Path> foreign) {
    Loading loading = new Loading(Shipped.FILES);
    trusted.forEach(root -> loading.folder(root.resolve(FOLDER), true));
    foreign.forEach(root -> loading.folder(root.resolve(FOLDER), false));
    TrustList keys = new TrustList(loading.keys);
    TrustBook book = new TrustBook(loading.records, keys, checked());
    return new EvidenceLibrary(book, keys, loading.problems);
  }

  /** Shipped maps whose decoding the build checks with words of an independent source. */
  private static Set<String> checked() {
    return Resources.text(CHECKED)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" ")[0])
        .collect(Collectors.toSet());
  }

  private static final class Loading {
    private final List<Evidence> records = new ArrayList<>();
    private final List<TrustedKey> keys = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Loading() {}

    Loading(Loading other) {
      records.addAll(other.records);
      keys.addAll(other.keys);
      problems.addAll(other.problems);
    }

    void keys(String file, String text) {
      Faults faults = new Faults(file);
      keys.addAll(TrustListReader.read(text, faults));
      if (!faults.isEmpty()) {
        problems.addAll(faults.problems().problems());
      }
    }

    void record(String file, String text) {
      EvidenceReader.Result result = EvidenceReader.read(file, text);
      if (result instanceof EvidenceReader.Parsed parsed) {
        records.add(parsed.evidence());
      } else if (result instanceof Problems faults) {
        problems.addAll(faults.problems());
      }
    }

    void folder(Path folder, boolean trusted) {
      if (!Files.isDirectory(folder)) {
        return;
      }
      try (Stream<Path> all = Files.list(folder)) {
        for (Path file : all.sorted().toList()) {
          file(file, trusted);
        }
      } catch (IOException e) {
        problems.add(new Problem(folder.toString(), 1, "", "cannot be listed: " + e.getMessage()));
      }
    }

    private void file(Path file, boolean trusted) {
      String name = file.getFileName().toString();
      if (!name.endsWith(".json") && !name.equals(TRUST)) {
        return;
      }
      try {
        if (Files.size(file) > LIMIT) {
          problems.add(new Problem(file.toString(), 1, "", "longer than a megabyte"));
        } else if (name.equals(TRUST) && !trusted) {
          problems.add(
              new Problem(
                  file.toString(),
                  1,
                  "",
                  "not read: a maps folder does not say whom to trust; set"
                      + " ampwire.trust-maps-folder or copy it to the data directory"));
        } else if (name.equals(TRUST)) {
          keys(file.toString(), Files.readString(file));
        } else {
          record(file.toString(), Files.readString(file));
        }
      } catch (IOException e) {
        problems.add(new Problem(file.toString(), 1, "", "cannot be read: " + e.getMessage()));
      }
    }
  }
}
