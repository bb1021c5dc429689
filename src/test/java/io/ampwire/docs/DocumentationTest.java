package io.ampwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import io.ampwire.mqtt.Topics;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.TopicKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links, index, glossary and wording of the Markdown pages. */
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Path INDEX = DOCS.resolve("README.md");
  private static final Path GLOSSARY = DOCS.resolve("reference/glossary.md");
  private static final ChargerEvent EVENT = new ChargerEvent(ChargerEvent.Type.DRIFT, 0, Map.of());
  private static final List<String> FOLDERS = List.of(".ci", ".github", "deploy", "docs", "helm");

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+|Outbox");

  /** Phrases that readers took for translated, see CONTRIBUTING.md. */
  private static final Pattern PHRASES =
      Pattern.compile("(?i)\\btold\\b|\\bnobody\\b|\\bof before\\b|\\bis no ");

  private static List<Path> pages() {
    List<Path> pages = new ArrayList<>(markdown(ROOT, 1));
    FOLDERS.forEach(folder -> pages.addAll(markdown(ROOT.resolve(folder), Integer.MAX_VALUE)));
    assertThat(pages).contains(INDEX, GLOSSARY, ROOT.resolve("README.md"));
    return pages;
  }

  private static List<Path> markdown(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutBlocks(Path page) {
    return FENCE.matcher(text(page)).replaceAll("");
  }

  private static List<String> links(Path page) {
    return LINK.matcher(withoutBlocks(page)).results().map(link -> link.group(1)).toList();
  }

  /** GitHub's anchor of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(withoutBlocks(page))
        .results()
        .map(heading -> anchor(heading.group(1)))
        .collect(Collectors.toSet());
  }

  @Test
  void every_relative_link_leads_to_a_file_and_to_a_heading_in_it() {
    List<String> dead = new ArrayList<>();
    int checked = 0;
    for (Path page : pages()) {
      for (String link : links(page)) {
        if (link.contains("://") || link.startsWith("mailto:")) {
          continue;
        }
        checked++;
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean exists = target.startsWith(ROOT) && Files.exists(target);
        if (!exists || (parts.length == 2 && !anchors(target).contains(parts[1]))) {
          dead.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(checked).as("links checked").isGreaterThan(100);
  }

  @Test
  void the_index_links_every_page_of_docs() {
    Set<Path> linked =
        links(INDEX).stream()
            .map(link -> INDEX.resolveSibling(link.split("#", 2)[0]).normalize())
            .collect(Collectors.toSet());

    assertThat(markdown(DOCS, Integer.MAX_VALUE).stream().filter(page -> !page.equals(INDEX)))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(linked).contains(page));
  }

  @Test
  void every_topic_of_the_glossary_exists() {
    Set<String> topics = new TreeSet<>(everyTopic());

    assertThat(glossaryCode().filter(code -> code.startsWith("{b}/")))
        .hasSizeGreaterThan(10)
        .allSatisfy(topic -> assertThat(topics).contains(topic));
  }

  @Test
  void every_topic_is_on_the_page_of_topics() {
    Set<String> page = code(DOCS.resolve("reference/mqtt.md")).collect(Collectors.toSet());

    assertThat(everyTopic())
        .allSatisfy(
            topic -> assertThat(page).contains(topic.replace("cmd/set_point", "cmd/{name}")));
  }

  /** The topics that {@link Topics} makes, in the notation of the pages. */
  private static List<String> everyTopic() {
    ChargerId charger = new ChargerId("c");
    Topics topics = new Topics("b", "g", Optional.empty());
    Stream<String> made =
        Stream.of(
            topics.status(),
            topics.info(),
            topics.state(charger),
            topics.status(charger),
            topics.of(new Document.Removed(charger, TopicKind.META)),
            topics.session(charger),
            topics.of(new Document.PointValue(charger, "{p}", Reading.NOT_READ)),
            topics.of(new Document.Late(Optional.of(charger), new byte[0])),
            topics.of(new Document.Late(Optional.empty(), new byte[0])),
            topics.of(new Document.Probe("")),
            topics.of(new Document.Event(charger, 0, OptionalLong.empty(), EVENT)),
            topics.command(charger, "{name}"),
            topics.limit("{name}"),
            topics.of(group(TopicKind.GROUP_STATE)),
            topics.of(group(TopicKind.GROUP_ACK)),
            topics.command(charger, "set_point"),
            topics.answers(charger).replace("+", "{name}"),
            new Topics("b", "g", Optional.of("{m}")).status());
    return made.map(topic -> topic.replaceFirst("^b/g/", "{b}/{g}/").replaceFirst("/c/", "/{c}/"))
        .toList();
  }

  private static Document group(TopicKind kind) {
    return new Document.GroupMessage("{name}", kind, Optional.empty());
  }

  @Test
  void every_type_that_glossary_and_architecture_name_exists() {
    Set<String> types = new TreeSet<>();
    for (String sources : List.of("src/main/java", "src/test/java")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(sources))) {
        files.forEach(file -> types.add(file.getFileName().toString().replace(".java", "")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Stream<String> named =
        Stream.concat(
            glossaryCode(),
            code(DOCS.resolve("explanation/architecture.md"))
                .filter(code -> !code.contains(".") && !code.contains("/")));

    assertThat(named.filter(code -> TYPE.matcher(code).matches()))
        .hasSizeGreaterThan(5)
        .allSatisfy(type -> assertThat(types).contains(type));
  }

  @Test
  void every_file_that_contributing_names_exists() {
    List<String> files =
        code(ROOT.resolve("CONTRIBUTING.md")).filter(code -> code.endsWith(".java")).toList();

    assertThat(files)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            file -> assertThat(ROOT.resolve("src/main/java/io/ampwire").resolve(file)).exists());
  }

  private static Stream<String> glossaryCode() {
    return code(GLOSSARY);
  }

  private static Stream<String> code(Path page) {
    return CODE.matcher(withoutBlocks(page)).results().map(code -> code.group(1));
  }

  @Test
  void no_term_is_in_the_glossary_twice() {
    assertThat(
            text(GLOSSARY)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| term "))
                .map(line -> line.substring(2, line.indexOf(" | "))))
        .hasSizeGreaterThan(40)
        .doesNotHaveDuplicates();
  }

  @Test
  void no_page_uses_a_phrase_that_reads_as_translated() {
    List<String> found = new ArrayList<>();
    for (Path page : pages()) {
      String prose = CODE.matcher(withoutBlocks(page)).replaceAll("");
      PHRASES
          .matcher(prose)
          .results()
          .map(MatchResult::group)
          .forEach(phrase -> found.add(ROOT.relativize(page) + ": " + phrase));
    }
    assertThat(found).as("say who does what instead; see CONTRIBUTING.md").isEmpty();
  }
}
