package io.ampwire.app.console;

import io.ampwire.app.fleet.GroupLimitSetup;
import io.ampwire.app.state.LimitRecords;
import io.ampwire.format.GroupJson;
import io.ampwire.group.GroupState;
import io.ampwire.http.GroupViews;
import io.ampwire.link.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Views of the groups that share their limits: their last state and their record. */
@ApplicationScoped
public class GroupConsoleViews implements GroupViews {
  private final GroupLimitSetup groups;
  private final LimitRecords records;
  private final Scheduler clock;

  GroupConsoleViews(GroupLimitSetup groups, LimitRecords records, Scheduler clock) {
    this.groups = groups;
    this.records = records;
    this.clock = clock;
  }

  @Override
  public long asOf() {
    return groups.names().stream()
        .flatMap(name -> groups.state(name).stream())
        .mapToLong(GroupState::ts)
        .max()
        .orElse(0);
  }

  @Override
  public byte[] groups() {
    Map<String, Object> all = new LinkedHashMap<>();
    groups
        .names()
        .forEach(name -> all.put(name, groups.state(name).map(GroupJson::state).orElse(null)));
    return GroupJson.write(all);
  }

  @Override
  public Optional<byte[]> group(String name) {
    return groups.state(name).map(state -> GroupJson.write(GroupJson.state(state)));
  }

  @Override
  public Optional<byte[]> limits(String name, Optional<String> day) throws IOException {
    return groups.names().contains(name)
        ? Optional.of(GroupJson.write(records.export(name, day.orElseGet(this::today))))
        : Optional.empty();
  }

  @Override
  public Optional<byte[]> limitsCsv(String name, Optional<String> day) throws IOException {
    return groups.names().contains(name)
        ? Optional.of(GroupJson.csv(records.lines(name, day.orElseGet(this::today))))
        : Optional.empty();
  }

  private String today() {
    return LimitRecords.day(clock.wallMillis());
  }
}
