/** Tells whoever runs the server about something that should not happen. Never holds what a person typed. */
export type Report = (kind: 'not-decidable' | 'outage' | 'redis' | 'series-horizon', what: string) => void;
