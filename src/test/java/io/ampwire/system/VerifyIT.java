package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged commands verify and probe against servers that nobody of this project wrote. */
class VerifyIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String MAP = "schneider-evlink-pro-ac";

  @RegisterExtension final Rig rig = new Rig();
  private final KnownCharger known = new KnownCharger();

  private record Ran(int code, String said) {}

  private Ran run(BridgeProcess command, String... arguments) {
    command.start(arguments);
    int code = command.exitCode(SOON);
    return new Ran(code, command.log());
  }

  private ThirdPartyServer server(String kind, Words words) throws IOException, URISyntaxException {
    return rig.keep(
        switch (kind) {
          case "j2mod 3.2.1" -> new J2modServer(words);
          case "pymodbus 3.0.0" -> new PymodbusServer(words);
          default -> new NodeServer(words);
        });
  }

  private Ran hardware(ThirdPartyServer server) {
    return run(
        rig.bridge(),
        "verify",
        "--host",
        "127.0.0.1",
        "--port",
        "" + server.port(),
        "--map",
        MAP,
        "--for",
        "3",
        "--i-confirm-this-is-the-device");
  }

  private Ran probe(ThirdPartyServer server) {
    return run(rig.bridge(), "probe", "--host", "127.0.0.1", "--port", "" + server.port());
  }

  @ParameterizedTest
  @CsvSource({"j2mod 3.2.1", "pymodbus 3.0.0", "modbus-serial 8.0.25"})
  void transportIsEarnedAgainstAServerOfOthersAndGoesOnRecord(String kind) throws Exception {
    ThirdPartyServer server = server(kind, new Words(false));
    BridgeProcess command = rig.bridge();
    Path evidence = command.folder().resolve("record.json");
    Path report = command.folder().resolve("report.html");

    Ran ran =
        run(
            command,
            "verify",
            "--host",
            "127.0.0.1",
            "--port",
            "" + server.port(),
            "--map",
            MAP,
            "--kind",
            "transport",
            "--peer",
            kind,
            "--evidence",
            evidence.toString(),
            "--report",
            report.toString());

    System.out.println("--- verify against " + kind + "\n" + ran.said());
    assertThat(ran.code()).as(ran.said()).isZero();
    assertThat(ran.said())
        .contains("every required point passed", "this record earns: transport (gray)")
        .contains("does not prove the map's own addresses", "new key", ": claimed");
    JsonNode record = new ObjectMapper().readTree(evidence.toFile());
    assertThat(record.get("kind").asText()).isEqualTo("transport");
    assertThat(record.at("/peer/stated").asText()).isEqualTo(kind);
    assertThat(record.get("points")).hasSize(37);
    assertThat(record.at("/signature/value").asText()).hasSize(88);
    assertThat(Files.readString(report)).contains("Rung earned: transport (gray)");
    assertThat(server.writes()).as("only the window").allMatch(VerifyIT::inWindow);
  }

  private static boolean inWindow(String write) {
    return Integer.parseInt(write.substring(0, write.indexOf('='))) < 100;
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, high-word-first (ABCD)",
    "true, false, low-word-first (CDAB)",
    "false, true, high-word-first-bytes-swapped (BADC)",
    "true, true, low-word-first-bytes-swapped (DCBA)"
  })
  void eachOfTheFourOrdersIsRecognised(boolean lowFirst, boolean swapped, String order)
      throws Exception {
    Words words = known.words(lowFirst);
    ThirdPartyServer server = server("j2mod 3.2.1", swapped ? words.swapped() : words);

    Ran verified = hardware(server);
    Ran probed = probe(server);

    System.out.println("--- probe " + order + "\n" + probed.said());
    assertThat(verified.said()).contains("physics proves " + order);
    assertThat(probed.said()).contains("physics proves " + order);
    assertThat(verified.code()).as("this machine's own server is no device").isEqualTo(1);
    assertThat(verified.said()).contains("it counts for nothing", "simulator");
    assertThat(server.writes()).as("both only read").isEmpty();
  }

  @Test
  void aServerWithRandomWordsProvesNothingAndIsSaidTo() throws Exception {
    Random random = new Random(20261124);
    Words words = new Words(false);
    for (int address = 0; address < Words.COUNT; address++) {
      words.u16(address, random.nextInt(65536));
    }
    ThirdPartyServer server = server("j2mod 3.2.1", words);

    Ran verified = hardware(server);
    Ran probed = probe(server);

    System.out.println("--- probe random\n" + probed.said());
    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.said())
        .contains("the readings do not prove a word order", "earns: documented");
    assertThat(probed.code()).isEqualTo(1);
    assertThat(probed.said()).contains("no map fits: these readings prove nothing");
  }

  @Test
  void aSetPointThatMayBeTriedIsLoweredOnceAndRestored() throws Exception {
    ThirdPartyServer server = server("j2mod 3.2.1", known.words(false));

    Ran ran =
        run(
            rig.bridge(),
            "verify",
            "--host",
            "127.0.0.1",
            "--port",
            "" + server.port(),
            "--map",
            MAP,
            "--for",
            "1",
            "--allow-writes",
            "set_point");

    assertThat(ran.said()).contains("not confirmed: the peer may be a simulator or a replay");
    assertThat(server.writes()).containsExactly("4004=15", "4004=16");
  }

  @Test
  void wrongUsageAsksNobody() {
    List<Ran> wrong = new ArrayList<>();
    wrong.add(run(rig.bridge(), "verify", "--host", "127.0.0.1", "--map", "nope"));
    wrong.add(
        run(rig.bridge(), "verify", "--host", "127.0.0.1", "--map", MAP, "--kind", "transport"));

    assertThat(wrong).allMatch(ran -> ran.code() == 2);
    assertThat(wrong.get(0).said()).contains("no map 'nope'", MAP);
    assertThat(wrong.get(1).said()).contains("--peer");
  }
}
