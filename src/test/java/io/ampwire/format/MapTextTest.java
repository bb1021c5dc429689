package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.RegisterMap;
import io.ampwire.trust.TrustBook;
import io.ampwire.trust.TrustList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** A map as it is shown: the parsed map and one computed rung. */
class MapTextTest {
  private static final TrustBook NO_EVIDENCE = new TrustBook(List.of(), new TrustList(List.of()));

  private static String shown(String text) {
    return MapText.withRung(text, NO_EVIDENCE.of(parsed(text)));
  }

  private static RegisterMap parsed(String text) {
    MapReader.Result result = MapReader.read("map.yaml", text);
    assertThat(result).as("%s%n%s", result, text).isInstanceOf(MapReader.Parsed.class);
    return ((MapReader.Parsed) result).map();
  }

  private static String withoutRung(String shown) {
    return shown.replaceFirst("(?m)^rung: .*\\R", "");
  }

  @Test
  void every_shipped_map_means_the_same_when_it_is_shown_and_read_again() {
    Files.library()
        .texts()
        .forEach(
            (id, text) -> {
              String shown = shown(text);

              assertThat(shown.lines().filter(line -> line.startsWith("rung:")))
                  .as(id)
                  .containsExactly("rung: documented");
              RegisterMap again = parsed(withoutRung(shown));
              assertThat(again.digest()).as(id).isEqualTo(parsed(text).digest());
              assertThat(again).as(id).isEqualTo(parsed(text));
            });
  }

  /** FAULTS D12 */
  @Test
  void no_text_of_a_map_can_look_like_its_rung_or_steer_a_terminal() {
    String map =
        Files.library()
            .texts()
            .get(Files.SHIPPED)
            .replaceFirst("(?m)^id: .*$", "\"id\": " + Files.SHIPPED)
            .replaceFirst(
                "(?m)^title: .*$",
                "title: |\n  EVlink\n  rung: hardware   # computed from evidence; green\n  end")
            .replaceFirst(
                "(?m)^licence: .*$",
                Matcher.quoteReplacement(
                    "licence: \"Apache\\e[2J\\u202Egnur\\u2028rung: hardware\\r\\nrung: hardware\""));
    assertThat(map).contains("\"id\"", "rung: hardware   #", "licence: \"Apache");

    String shown = shown(map);

    assertThat(shown.lines().filter(line -> line.contains("rung: ") && !line.startsWith("#")))
        .hasSize(3)
        .filteredOn(line -> line.strip().startsWith("rung:"))
        .containsExactly("rung: documented");
    assertThat(shown)
        .contains(
            "\\nrung: hardware   # computed", "\\u001b[2J\\u202egnur\\u2028rung: hardware\\r\\n");
    assertThat(shown.chars().filter(c -> c != '\n' && Character.isISOControl(c))).isEmpty();
    assertThat(parsed(withoutRung(shown)).title()).isEqualTo(parsed(map).title());
    assertThat(parsed(withoutRung(shown)).licence()).isEqualTo(parsed(map).licence());
  }
}
