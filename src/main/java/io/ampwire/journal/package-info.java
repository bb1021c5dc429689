/**
 * Persistent data on disk: the journal of documents that the broker has not proved to have ({@link
 * io.ampwire.journal.DocumentJournal}), standing intents ({@link io.ampwire.journal.IntentStore})
 * and the audit of writes ({@link io.ampwire.journal.AuditLog}), all in a folder that belongs to
 * one bridge id ({@link io.ampwire.journal.DataFolder}).
 *
 * <p>An adapter: it implements ports of the core, may use H2's MVStore and the file system, and
 * knows no other adapter. All writes run on dedicated threads, so that no other thread waits for
 * the disk.
 */
package io.ampwire.journal;
