/**
 * Configuration: every key under {@code ampwire}, with the checks that let the bridge start or
 * refuse to, each fault with its place. May use every package but {@code cli}.
 */
package io.ampwire.app.config;
