/**
 * What the API and the console show and send: implements the ports of {@code http} with the running
 * bridge. May use every package but {@code cli}.
 */
package io.ampwire.app.console;
