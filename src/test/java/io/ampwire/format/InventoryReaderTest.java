package io.ampwire.format;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerDescription;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.fleet.Inventory;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.telemetry.ReportPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InventoryReaderTest {
  private static final Map<String, RegisterMap> MAPS = Files.library().maps();

  private static final String FULL =
      """
      defaults:
        map: schneider-evlink-pro-ac
        poll: 2s
        publish: { heartbeat: 30s }
      chargers:
        - id: bay-01
          host: 192.0.2.11
        - id: bay-02
          host: 192.0.2.12
          port: 1502
          unit: 3
          word-order: low-word-first
          poll: 500ms
          timeout: 3s
          max-current: 32
          control: leased
          lease: 2m
          allow-writes: [set_command, degraded_set_point_tri]
          accept-no-failsafe: true
          accept-fallback: true
          publish: { every: 1s, deadband: { power_active_phase_tot: 0.05 }, points: true }
      groups:
        feeder-1: { max-current: 63, members: [bay-01, bay-02] }
      """;

  @Test
  void a_reference_is_accepted_alone_or_in_a_list_and_from_the_defaults() {
    String text =
        """
        defaults: { accept-reference: EVB9 }
        chargers:
          - { id: a, host: 192.0.2.1 }
          - { id: b, host: 192.0.2.2, accept-reference: [EVB9X, EVB3S22N40M] }
        """;
    assertThat(parsed(text).chargers())
        .extracting(entry -> entry.permissions().accepted().references())
        .containsExactly(Set.of("EVB9"), Set.of("EVB9X", "EVB3S22N40M"));
  }

  @Test
  void a_host_alone_is_enough_to_monitor() {
    ChargerEntry bay = parsed("chargers: [{ id: a, host: 192.0.2.1 }]").chargers().get(0);
    assertThat(bay.map().id()).isEqualTo(Files.SHIPPED);
    assertThat(bay.port()).isEqualTo(502);
    assertThat(bay.unit()).isEqualTo(255);
    assertThat(bay.format().order()).isEqualTo(WordOrderChoice.PROVE);
    assertThat(bay.poll()).isEqualTo(Duration.ofSeconds(1));
    assertThat(bay.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(bay.permissions().maxCurrent()).isEmpty();
    assertThat(bay.permissions().mode()).isEqualTo(ControlMode.NONE);
    assertThat(bay.permissions().lease()).isEqualTo(Duration.ofSeconds(60));
    assertThat(bay.publish()).isEqualTo(ReportPolicy.DEFAULT);
  }

  @Test
  void tags_are_published_only_where_the_inventory_says_so() {
    String text =
        """
        defaults: { publish: { tags: true } }
        chargers:
          - { id: a, host: 192.0.2.1 }
          - { id: b, host: 192.0.2.2, publish: { tags: false } }
        """;
    assertThat(parsed(text).chargers())
        .extracting(entry -> entry.publish().tags())
        .containsExactly(true, false);
    assertThat(ReportPolicy.DEFAULT.tags()).isFalse();
  }

  @Test
  void every_key_is_taken_and_defaults_fill_the_rest() {
    Inventory inventory = parsed(FULL);
    ChargerEntry first = inventory.chargers().get(0);
    assertThat(first.poll()).isEqualTo(Duration.ofSeconds(2));
    assertThat(first.publish().heartbeat()).isEqualTo(Duration.ofSeconds(30));
    ChargerEntry second = inventory.charger(new ChargerId("bay-02")).orElseThrow();
    assertThat(second.port()).isEqualTo(1502);
    assertThat(second.unit()).isEqualTo(3);
    assertThat(second.format().order()).isEqualTo(WordOrderChoice.LOW_WORD_FIRST);
    assertThat(second.poll()).isEqualTo(Duration.ofMillis(500));
    assertThat(second.permissions().maxCurrent()).hasValue(32);
    assertThat(second.permissions().mode()).isEqualTo(ControlMode.LEASED);
    assertThat(second.permissions().lease()).isEqualTo(Duration.ofMinutes(2));
    assertThat(second.permissions().allowWrites())
        .contains("set_command", "degraded_set_point_tri");
    assertThat(second.permissions().accepted().noFailsafe()).isTrue();
    assertThat(second.permissions().accepted().fallback()).isTrue();
    assertThat(second.publish().every()).isEqualTo(Duration.ofSeconds(1));
    assertThat(second.publish().heartbeat()).isEqualTo(Duration.ofSeconds(30));
    assertThat(second.publish().deadband()).containsEntry("power_active_phase_tot", 0.05);
    assertThat(inventory.groups())
        .singleElement()
        .satisfies(g -> assertThat(g.members()).hasSize(2));
  }

  @Test
  void a_name_is_a_chargers_own_and_site_and_tags_may_come_from_the_defaults() {
    Inventory inventory =
        parsed(
            """
            defaults: { site: Car park north, tags: [visitors] }
            chargers:
              - { id: a, host: 192.0.2.1, name: "Gast links, Süd ⚡" }
              - { id: b, host: 192.0.2.2, site: Roof, tags: [staff, level-2] }
            """);
    assertThat(inventory.chargers())
        .extracting(ChargerEntry::description)
        .containsExactly(
            new ChargerDescription(
                Optional.of("Gast links, Süd ⚡"),
                Optional.of("Car park north"),
                List.of("visitors")),
            new ChargerDescription(
                Optional.empty(), Optional.of("Roof"), List.of("staff", "level-2")));
  }

  @Test
  void names_sites_and_tags_are_bounded_and_printable() {
    assertThat(
            problems(
                """
                defaults: { name: all }
                chargers:
                  - { id: a, host: h, name: "%s", site: "\\u0007", tags: [x, x, "%s"] }
                  - { id: b, host: i, name: "  ", site: "a\\nb", tags: [%s] }
                """
                    .formatted(
                        "n".repeat(65),
                        "t".repeat(33),
                        IntStream.range(0, 17).mapToObj(i -> "t" + i).collect(joining(",")))))
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "defaults.name",
            "chargers.0.name",
            "chargers.0.site",
            "chargers.0.tags.1",
            "chargers.0.tags.2",
            "chargers.1.name",
            "chargers.1.site",
            "chargers.1.tags");
  }

  @Test
  void a_limit_gives_standing_control_unless_the_entry_says_otherwise() {
    String text = "chargers: [{ id: a, host: h, max-current: 16%s }]";
    assertThat(parsed(text.formatted("")).chargers().get(0).permissions().mode())
        .isEqualTo(ControlMode.STANDING);
    assertThat(parsed(text.formatted(", control: none")).chargers().get(0).permissions().mode())
        .isEqualTo(ControlMode.NONE);
  }

  @Test
  void a_charger_cannot_be_called_like_a_word_of_the_api() {
    assertThat(problems("chargers: [{ id: stream, host: h }]"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("take another id"));
  }

  @Test
  void beside_broken_maps_only_what_is_certainly_wrong_is_told() {
    String text = "chargers: [{ id: a, host: h, map: broken, port: 0 }, { id: a, host: i }]";
    InventoryReader.Result result =
        InventoryReader.readBesideBrokenMaps("inventory.yaml", text, Files.library().maps());
    assertThat(((Problems) result).problems())
        .extracting(Problem::key)
        .containsExactlyInAnyOrder("chargers.0.port", "chargers.1.id");
  }

  /** FAULTS S15. */
  @Test
  void every_fault_of_an_inventory_is_told_at_once_with_its_line() {
    String text =
        """
        defaults: { poll: fast } # default
        chargers:
          - id: a
            host: 192.0.2.1
            colour: green # unknown
            max-current: 5 # low
          - id: a # twice
            host: 192.0.2.1 # same
            control: leased # unlimited
            allow-writes:
              - lifebit # beat
              - ev_state # readonly
              - nothing # nowhere
          - id: Bad # illegal
            map: other # map
          - host: 192.0.2.3
            port: 0 # port
            publish: { deadband: { commercial_reference: 1 } } # text
        groups:
          feeder: { max-current: 63, members: [a, z] } # member
        """;
    assertThat(problems(text))
        .extracting(problem -> problem.line() + " " + problem.key())
        .containsExactlyInAnyOrder(
            Files.line(text, "# default") + " defaults.poll",
            Files.line(text, "# unknown") + " chargers.0.colour",
            Files.line(text, "# low") + " chargers.0.max-current",
            Files.line(text, "# twice") + " chargers.1.id",
            Files.line(text, "# same") + " chargers.1.host",
            Files.line(text, "# unlimited") + " chargers.1.control",
            Files.line(text, "# beat") + " chargers.1.allow-writes.0",
            Files.line(text, "# readonly") + " chargers.1.allow-writes.1",
            Files.line(text, "# nowhere") + " chargers.1.allow-writes.2",
            Files.line(text, "# illegal") + " chargers.2.id",
            Files.line(text, "# illegal") + " chargers.2.host",
            Files.line(text, "# map") + " chargers.2.map",
            Files.line(text, "host: 192.0.2.3") + " chargers.3.id",
            Files.line(text, "# port") + " chargers.3.port",
            Files.line(text, "# text") + " chargers.3.publish.deadband.commercial_reference",
            Files.line(text, "# member") + " groups.feeder.members.1");
  }

  @Test
  void an_unknown_map_is_refused_with_the_known_ones() {
    assertThat(problems("chargers: [{ id: a, host: h, map: other }]"))
        .singleElement()
        .asString()
        .isEqualTo(
            "i.yaml:1: chargers.0.map: there is no map 'other', known are "
                + String.join(", ", new TreeSet<>(MAPS.keySet())));
  }

  @Test
  void an_inventory_without_chargers_is_refused() {
    assertThat(problems("chargers: []")).singleElement().asString().contains("at least one");
    assertThat(problems("defaults: {}")).singleElement().asString().contains("missing");
    assertThat(problems("")).singleElement().asString().contains("empty");
  }

  @Test
  void a_limit_that_cannot_be_read_is_never_a_default() {
    for (String limit : List.of("~", "ten", "-1", "16.5", "501", "99999999999", "[16]")) {
      String text = "chargers: [{ id: a, host: h, control: standing, max-current: %s }]";
      assertThat(InventoryReader.read("i.yaml", text.formatted(limit), MAPS))
          .as(limit)
          .isInstanceOf(Problems.class);
    }
  }

  @Test
  void the_short_form_names_chargers_by_host_and_port() {
    List<ChargerEntry> chargers =
        shortForm("garage@192.0.2.11, drive@192.0.2.12:1502,six@[2001:db8::1]:503");
    assertThat(chargers)
        .extracting(entry -> entry.id().value())
        .containsExactly("garage", "drive", "six");
    assertThat(chargers).extracting(ChargerEntry::port).containsExactly(502, 1502, 503);
    assertThat(chargers.get(2).host()).isEqualTo("2001:db8::1");
  }

  @Test
  void faults_of_the_short_form_are_told_together() {
    InventoryReader.Result result = InventoryReader.readShort("garage,Bad@h,a@h:x,a@k,@h,b@", MAPS);
    assertThat(((Problems) result).problems())
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "",
            "chargers.0.id",
            "chargers.1.port",
            "chargers.2.id",
            "chargers.3.id",
            "chargers.4.host");
  }

  @Test
  void the_digest_ignores_order_and_spelling_and_sees_every_change_of_meaning() {
    String one = parsed("chargers: [{ id: a, host: h }, { id: b, host: k }]").digest();
    assertThat(parsed("chargers:\n- {host: k, id: b, poll: 1000ms}\n- {id: a, host: h}").digest())
        .isEqualTo(one);
    assertThat(parsed("chargers: [{ id: a, host: h }, { id: b, host: k, poll: 2s }]").digest())
        .isNotEqualTo(one);
  }

  private static Inventory parsed(String text) {
    return ((InventoryReader.Parsed) InventoryReader.read("i.yaml", text, MAPS)).inventory();
  }

  private static List<ChargerEntry> shortForm(String text) {
    return ((InventoryReader.Parsed) InventoryReader.readShort(text, MAPS)).inventory().chargers();
  }

  private static List<Problem> problems(String text) {
    return ((Problems) InventoryReader.read("i.yaml", text, MAPS)).problems();
  }
}
