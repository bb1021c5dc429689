/**
 * The chargers of the inventory at work: live reload, shared connections, groups and shards. Sees
 * the\n * core; creates lanes and knows no framework.\n
 */
package io.ampwire.fleet;
