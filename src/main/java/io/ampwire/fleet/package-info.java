/**
 * Running chargers of the inventory: live reload, shared connections, groups and shards. Depends on
 * the core; creates lanes and knows no framework.
 */
package io.ampwire.fleet;
