package io.ampwire.mqtt;

/** Whether the current subscription shows that commands are heard. */
interface SubscriptionHealth {
  boolean reliable();
}
