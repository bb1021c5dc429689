/**
 * Converter of register tables, as makers publish them (Markdown or separated values), to the YAML
 * of a map.
 *
 * <p>{@link io.ampwire.format.table.RegisterTable} is the entry. {@code TableText} splits the text
 * into tables, {@code Heading} finds out what the columns are, the {@code …Notation} classes read
 * single cells, and {@code RowReader} puts one row together. Everything that is assumed or left out
 * becomes an {@link io.ampwire.format.table.ImportFinding}. The work is linear in the length of the
 * text, and rows, columns, cells and findings are bounded.
 */
package io.ampwire.format.table;
