package io.ampwire.app.console;

import io.ampwire.app.Bridge;
import io.ampwire.charger.ChargerLane;
import io.ampwire.command.Ack;
import io.ampwire.command.Command;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.format.AckJson;
import io.ampwire.format.CommandParser;
import io.ampwire.http.ChargerCommands;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.RecentHistory;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ServerErrorException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Sender of an operator's commands over HTTP. It uses the same queue as commands from the broker,
 * and completes with the answer that the event log records. May be used from any thread.
 */
@ApplicationScoped
public class ConsoleCommands implements ChargerCommands {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");
  private static final int PATIENCE_SECONDS = 12;

  private final Bridge bridge;
  private final ConsoleViews views;
  private final RecentHistory history;
  private final Scheduler clock;
  private final Map<Asked, CompletableFuture<Ack>> waiting = new ConcurrentHashMap<>();

  private record Asked(ChargerId charger, String id) {}

  ConsoleCommands(Bridge bridge, ConsoleViews views, RecentHistory history, Scheduler clock) {
    this.bridge = bridge;
    this.views = views;
    this.history = history;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    history.follow(this::answered);
  }

  @Override
  public CompletionStage<byte[]> send(String charger, String name, byte[] payload, String by) {
    Optional<ChargerEntry> entry = views.entry(charger);
    Optional<ChargerLane> lane = entry.flatMap(e -> bridge.fleet().lane(e.id()));
    if (lane.isEmpty() || !NAME.matcher(name).matches()) {
      throw new NotFoundException(
          "unknown charger, or the command's name is not " + NAME + "; see /api/v1/chargers");
    }
    Command command =
        CommandParser.parse(name, payload, false, clock.nanos(), clock.wallMillis())
            .ofOperator(by, UUID.randomUUID().toString());
    Asked asked = new Asked(entry.get().id(), command.id().orElseThrow());
    CompletableFuture<Ack> answer =
        waiting
            .computeIfAbsent(asked, key -> new CompletableFuture<>())
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    answer.whenComplete((ack, failure) -> waiting.remove(asked, answer));
    lane.get().command(command);
    return answer.handle((ack, failure) -> answer(asked.charger(), ack, failure));
  }

  private static byte[] answer(ChargerId charger, Ack ack, Throwable failure) {
    if (failure instanceof TimeoutException) {
      throw new ServerErrorException(
          "no answer within " + PATIENCE_SECONDS + " s; the event log shows the outcome",
          Response.Status.GATEWAY_TIMEOUT);
    }
    return AckJson.write(new Document.Answer(charger, OptionalLong.empty(), ack));
  }

  private void answered(RecentHistory.Answered answer) {
    answer
        .ack()
        .id()
        .map(id -> waiting.remove(new Asked(answer.charger(), id)))
        .ifPresent(asker -> asker.completeAsync(answer::ack));
  }
}
