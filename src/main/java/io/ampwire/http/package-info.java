/**
 * The HTTP adapter: the API under {@code /api/v1}, its streams of server-sent events, and the
 * console's pages. Resources read chargers and maps through ports ({@link
 * io.ampwire.http.ChargerViews}, {@link io.ampwire.http.LibraryViews}, {@link
 * io.ampwire.http.ChargerCommands}) that {@code app} implements, and return their bytes as they
 * are.
 *
 * <p>It may use Quarkus REST, Mutiny, Vert.x and Netty, and no other package of the bridge. Nothing
 * here blocks an event loop or a shared worker thread: blocking work runs on {@link
 * io.ampwire.http.ApiExecutor}.
 */
package io.ampwire.http;
