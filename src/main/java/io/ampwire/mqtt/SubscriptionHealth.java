package io.ampwire.mqtt;

/** Health of the command subscription: whether the bridge receives commands through it. */
interface SubscriptionHealth {
  boolean reliable();
}
