package io.ampwire.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences of writes by which a device is controlled. A sequence that the map leaves out has a
 * default, so that a map without any writes its set point alone.
 *
 * @param take before the first limit, when control is taken
 * @param limit sets a limit above the pause
 * @param pause pauses charging
 * @param resume sets the first limit after a pause, or after control is taken
 * @param afterFallback restores the limit after the device fell back by itself
 * @param arm switches on a fail-safe that is off, where the operator chose that
 */
public record ControlSequences(
    List<ControlStep> take,
    List<ControlStep> limit,
    List<ControlStep> pause,
    List<ControlStep> resume,
    List<ControlStep> afterFallback,
    List<ControlStep> arm) {
  public static final ControlSequences DEFAULT =
      new ControlSequences(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public ControlSequences {
    take = List.copyOf(take);
    limit = List.copyOf(limit);
    pause = List.copyOf(pause);
    resume = List.copyOf(resume);
    afterFallback = List.copyOf(afterFallback);
    arm = List.copyOf(arm);
  }

  /** The sequences that the map gives, by their key. */
  public Map<String, List<ControlStep>> given() {
    Map<String, List<ControlStep>> given = new LinkedHashMap<>();
    put(given, "take", take);
    put(given, "limit", limit);
    put(given, "pause", pause);
    put(given, "resume", resume);
    put(given, "after-fallback", afterFallback);
    put(given, "arm", arm);
    return given;
  }

  private static void put(
      Map<String, List<ControlStep>> given, String key, List<ControlStep> steps) {
    if (!steps.isEmpty()) {
      given.put(key, steps);
    }
  }

  /**
   * Steps that bring a limit into force.
   *
   * @param setPoint the device's limit
   * @param amps the wanted limit, A
   * @param from what the device does until then
   */
  public List<ControlStep> steps(SetPointRule setPoint, Decimal amps, From from) {
    List<ControlStep> steps = new ArrayList<>();
    if (from == From.UNARMED) {
      steps.addAll(arm);
    }
    if (from == From.UNARMED || from == From.FREE) {
      steps.addAll(take);
    }
    List<ControlStep> plain =
        limit.isEmpty()
            ? List.of(new ControlStep.SetRegister(setPoint.point(), new StepValue.Limit()))
            : limit;
    List<ControlStep> resumed = resume.isEmpty() ? plain : resume;
    if (setPoint.pauses(amps)) {
      steps.addAll(pause.isEmpty() ? plain : pause);
    } else {
      steps.addAll(
          switch (from) {
            case LIMITED -> plain;
            case PAUSED, FREE, UNARMED -> resumed;
            case FALLEN_BACK -> afterFallback.isEmpty() ? resumed : afterFallback;
          });
    }
    return steps;
  }

  /** What a device does before a limit comes into force. */
  public enum From {
    /** No controller holds it, and its fail-safe is off and shall be armed. */
    UNARMED,
    /** No controller holds it. */
    FREE,
    /** It is paused by the bridge. */
    PAUSED,
    /** It charges under a limit of the bridge. */
    LIMITED,
    /** It may have fallen back by itself. */
    FALLEN_BACK
  }

  /** Adds the sequences to a canonical form; nothing if the map gives none. */
  void write(CanonicalForm form) {
    Map<String, List<ControlStep>> given = given();
    if (given.isEmpty()) {
      return;
    }
    form.text("control").size(given.size());
    given.forEach(
        (key, steps) -> {
          form.text(key).size(steps.size());
          steps.forEach(step -> step.write(form));
        });
  }
}
