package io.ampwire.mqtt;

/** Whether what the broker brings now shows that commands are heard. */
interface SubscriptionHealth {
  boolean reliable();
}
