/**
 * Limits of groups that are kept while running: shares, caps, the order of decreases and increases,
 * and the record of what was done. Decides caps; the lanes write them.
 */
package io.ampwire.group;
