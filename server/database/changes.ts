/** PostgreSQL's channel on which a commit says whose data changed; the payload is the tenant's id. */
export const CHANGES_CHANNEL = 'frontdesk_changes';
