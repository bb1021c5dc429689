/**
 * Register maps written in the configuration language of another program: Telegraf, Home Assistant,
 * evcc. What such a program cannot express is listed in comments of the export.
 */
package io.ampwire.format.export;
