/** Who did it. Names are looked up when the log is read: the log itself holds no words of a person. */
export type AuditActor = { kind: 'user'; id: string } | { kind: 'api_key'; id: string } | { kind: 'system' };

export interface AuditFact {
  actor: AuditActor;
  /** `<target>.<past tense>`: `member.removed`. */
  action: string;
  targetType: string;
  targetId: string | null;
  /** `done` unless told otherwise. */
  outcome?: 'done' | 'refused';
  /** The id of the running request unless told otherwise. */
  requestId?: string | null;
}
