/**
 * Adapter: ownership of chargers where several processes form one bridge, by leases of a Kubernetes
 * API server. Only this package uses fabric8.
 */
package io.ampwire.ownership;
