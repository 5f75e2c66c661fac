/** The record that names the replica in use; leases are of one. */
export const REPLICA_GENERATION = 'replica-generation';
