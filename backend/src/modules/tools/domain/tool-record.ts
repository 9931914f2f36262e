import type { ToolBuiltin, ToolHttp, ToolKind, ToolParameters } from '@orbisvoice/contracts';

/** A tool as it is kept. */
export interface ToolRecord {
  id: string;
  name: string;
  description: string;
  kind: ToolKind;
  parameters: ToolParameters;
  /** Present exactly where the kind is `http`. */
  http: ToolHttp | null;
  /** Present exactly where the kind is `builtin`. */
  builtin: ToolBuiltin | null;
  confirm: boolean;
  filler: string;
  background: boolean;
  createdAt: Date;
  updatedAt: Date;
}
