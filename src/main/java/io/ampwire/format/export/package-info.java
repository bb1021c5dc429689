/**
 * Register maps written in the language of another program: Telegraf, Home Assistant, evcc, W3C Web
 * of Things. What it cannot express is listed in comments or in the description of the export.
 */
package io.ampwire.format.export;
