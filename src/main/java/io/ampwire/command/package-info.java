/**
 * What a controller may ask: a command, the checks that need no charger, the ledger of ids, and
 * the\n * outcomes. Sees the map.\n
 */
package io.ampwire.command;
