/**
 * Adapter: who owns a charger where several processes form one bridge, by leases of a Kubernetes
 * API\n * server. The only room that sees fabric8.\n
 */
package io.ampwire.ownership;
