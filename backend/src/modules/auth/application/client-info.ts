/** What of a request is kept with a session, so that a person recognises it in the list. */
export interface ClientInfo {
  userAgent: string;
  /** Full address; shortened before it is stored. */
  address: string;
}
