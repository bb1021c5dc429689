/**
 * Commands of controllers: a command, the checks that need no charger, the ledger of ids, and the
 * outcomes. Depends on {@code map}.
 */
package io.ampwire.command;
