package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.deploy.HowToPage;
import io.ampwire.faults.Maps;
import io.ampwire.format.EvidenceLibrary;
import io.ampwire.format.export.ExportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real evcc with the charger that {@code docs/how-to/evcc.md} prints. */
@Tag("other-programs")
class EvccIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final Rig rig = new Rig();
  @TempDir Path folder;
  private final HowToPage page = new HowToPage("evcc");
  private final HttpClient client = HttpClient.newHttpClient();
  private final int http = Ports.free();
  private ChargingBay bay;
  private OtherProgram program;

  /** FAULTS C35. The charger that the page prints. */
  @Test
  void evccSeesTheChargerAndSetsItsRegister() {
    String evcc = OtherProgram.require("evcc/evcc");
    bay = rig.keep(new ChargingBay("bay-01"));
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    String inventory =
        page.blocks("yaml").get(0).replace("192.0.2.11", "127.0.0.1\n    port: " + bay.port());
    rig.bridge(broker).file("ampwire.inventory", "inventory.yaml", inventory).start().awaitReady();
    subscriber.awaitJson(
        "ampwire/bridge/bay-01/state", s -> s.path("quality").asText().equals("good"));

    start(evcc, broker);

    loadpoint("a car that charges", lp -> lp.path("charging").asBoolean());
    theLimitReachesTheRegister();
    JsonNode seen = theValuesAreTheChargers();
    aPauseReachesTheRegister();
    aChargerThatIsLostIsSeen();
    assertThat(subscriber.all())
        .filteredOn(m -> m.topic().equals("ampwire/bridge/bay-01/ack/set_point"))
        .isNotEmpty()
        .allMatch(m -> m.json().path("status").asText().equals("applied"));
    System.out.println(
        "evcc %s: saw %s A of each phase, %s W, %s kWh; set points written: %s"
            .formatted(
                OtherProgram.version("evcc"),
                seen.path("chargeCurrents"),
                seen.path("chargePower"),
                seen.path("chargeTotalImport"),
                bay.setPointsWritten()));
  }

  /** FAULTS C35. The charger that {@code map export} prints, without a bridge. */
  @Test
  void evccReadsAndSetsAnExportedCharger() {
    String evcc = OtherProgram.require("evcc/evcc");
    bay = rig.keep(new ChargingBay("bay-01"));
    String exported =
        ExportFormat.EVCC
            .write(EvidenceLibrary.shipped().book().of(Maps.of("schneider-evlink-pro-ac")))
            .replace("CHARGER:502", "127.0.0.1:" + bay.port());

    start(evcc, "schneider-evlink-pro-ac", exported);

    loadpoint("a car that charges", lp -> lp.path("charging").asBoolean());
    theLimitReachesTheRegister();
    aPauseReachesTheRegister();
    assertThat(bay.setPointsWritten()).endsWith(13, 0, 13);
    System.out.println(
        "evcc %s with an exported charger, set points written: %s"
            .formatted(OtherProgram.version("evcc"), bay.setPointsWritten()));
  }

  private void start(String evcc, Mosquitto broker) {
    String printedSettings = page.blocks("yaml").get(1);
    assertThat(printedSettings).contains("broker: localhost:1883");
    start(evcc, "bay-01", printedSettings.replace("1883", "" + broker.port()));
  }

  private void start(String evcc, String charger, String settings) {
    String rest =
        """
        network: { host: localhost, port: %d }
        interval: 2s
        loadpoints:
          - { title: Bay 1, charger: %s, mode: now }
        site: { title: Test }
        """
            .formatted(http, charger);
    Path config = folder.resolve("evcc.yaml");
    try {
      Files.writeString(config, rest + settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    program =
        rig.keep(
            new OtherProgram(
                folder,
                evcc,
                "--config",
                config.toString(),
                "--database",
                folder.resolve("evcc.db").toString(),
                "--disable-auth",
                "--log",
                "debug"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/api/" + path));
  }

  private void post(String path) {
    HttpResponse<String> answer = send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private JsonNode loadpoint(String what, Predicate<JsonNode> wanted) {
    return await(what)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(200))
        .until(this::loadpoint, wanted);
  }

  private JsonNode loadpoint() {
    if (!Ports.answers(http)) {
      return JSON.missingNode();
    }
    try {
      JsonNode state = JSON.readTree(send(request("state").GET()).body());
      return state.has("result") ? state.at("/result/loadpoints/0") : state.at("/loadpoints/0");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void theLimitReachesTheRegister() {
    post("loadpoints/1/maxcurrent/10");
    bay.awaitSetPoint(10);
    post("loadpoints/1/maxcurrent/13");
    bay.awaitSetPoint(13);
  }

  private JsonNode theValuesAreTheChargers() {
    double before = bay.energy() / 1000.0;
    JsonNode seen =
        loadpoint(
            "13 A of each phase",
            lp ->
                Math.abs(lp.at("/chargeCurrents/0").asDouble() - 13) < 0.5
                    && Math.abs(lp.at("/chargeCurrents/1").asDouble() - 13) < 0.5
                    && Math.abs(lp.at("/chargeCurrents/2").asDouble() - 13) < 0.5
                    && lp.path("chargeTotalImport").asDouble() >= before);
    assertThat(bay.amps()).isCloseTo(13, within(0.5));
    assertThat(seen.path("chargeTotalImport").asDouble()).isBetween(before, bay.energy() / 1000.0);
    assertThat(seen.path("chargePower").asDouble()).isCloseTo(3 * 230 * 13, within(900.0));
    assertThat(seen.path("connected").asBoolean()).isTrue();
    assertThat(seen.path("enabled").asBoolean()).isTrue();
    return seen;
  }

  private void aPauseReachesTheRegister() {
    post("loadpoints/1/mode/off");
    bay.awaitSetPoint(0);
    loadpoint("that it is off", lp -> !lp.path("enabled").asBoolean());
    post("loadpoints/1/mode/now");
    bay.awaitSetPoint(13);
  }

  private void aChargerThatIsLostIsSeen() {
    int before = program.lines().size();
    bay.disappear();
    await("an error about it")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                program.lines().stream().skip(before).anyMatch(line -> line.contains("no state")));
  }
}
