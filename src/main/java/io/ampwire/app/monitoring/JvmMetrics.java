package io.ampwire.app.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.quarkus.micrometer.runtime.binder.JVMInfoBinder;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Metrics of the Java virtual machine and of the process, the same that the framework has. They are
 * registered here while the first connections are under way; the framework registers them before
 * any part of the bridge starts.
 */
@Singleton
public class JvmMetrics {
  private static final int AFTER_CONNECTS = 3_000;

  private final MeterRegistry registry;
  private final List<AutoCloseable> listeners = new ArrayList<>();

  JvmMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void start(@Observes @Priority(AFTER_CONNECTS) StartupEvent event) {
    new ClassLoaderMetrics().bindTo(registry);
    JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics();
    pressure.bindTo(registry);
    listeners.add(pressure);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new JVMInfoBinder().bindTo(registry);
    if (ImageMode.current() == ImageMode.JVM) {
      JvmGcMetrics collections = new JvmGcMetrics();
      collections.bindTo(registry);
      listeners.add(collections);
    }
    new UptimeMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
  }

  void stop(@Observes ShutdownEvent event) throws Exception {
    for (AutoCloseable listener : listeners) {
      listener.close();
    }
  }
}
