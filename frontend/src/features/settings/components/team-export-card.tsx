import type { Me } from '@orbisvoice/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { TeamExportForm } from './team-export-form.js';
import { TeamExportList } from './team-export-list.js';

/** An owner takes everything along, in one file. */
export function TeamExportCard({ me }: { me: Me }) {
  const owns = me.role === 'owner';
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <Card
      title="Everything your team has"
      text="All of it in one ZIP archive, without any secret."
      actions={owns && <Button onClick={() => setAsking(true)}>Export everything</Button>}
    >
      {owns ? (
        <TeamExportList userId={me.user.id} />
      ) : (
        <p className="text-sm text-dim">Only owners can export it. Ask an owner of your team.</p>
      )}
      <Dialog open={asking} onClose={close} title="Export everything">
        <TeamExportForm onDone={close} onCancel={close} />
      </Dialog>
    </Card>
  );
}
