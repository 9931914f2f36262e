import { useState, type SubmitEvent } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';
import { toast } from '../../../lib/toast.js';
import { useEraseReferred } from '../api/run-office.js';
import { OperationDialog, type Operation } from './operation-dialog.js';

/** The person behind a referred team; the team itself and its money are somebody else's business. */
export function ForgetTeamForm() {
  const erase = useEraseReferred();
  const [id, setId] = useState('');
  const [operation, setOperation] = useState<Operation>();
  const ask = (event: SubmitEvent): void => {
    event.preventDefault();
    setOperation({
      title: 'Forget the person behind this team?',
      text: 'The masked address that its partner sees, its signs and where its click came from are deleted. Who referred it and what that earned stay, under numbers. This cannot be undone.',
      confirm: 'Forget for good',
      danger: true,
      run: async ({ reason }) => {
        await erase.mutateAsync({ id: id.trim(), reason });
        setId('');
        toast('Forgotten. The books are as they were.');
      },
    });
  };
  return (
    <Card
      title="Forget a referred team"
      text="Where somebody who was referred asks for it: what the programme keeps of them besides numbers."
    >
      <form onSubmit={ask} className="grid gap-4">
        <Field label="Team to forget" help="Its id.">
          {(field) => (
            <Input
              {...field}
              required
              value={id}
              onChange={(event) => setId(event.target.value)}
              className="font-mono"
              spellCheck={false}
            />
          )}
        </Field>
        <div>
          <Button type="submit">Forget team</Button>
        </div>
      </form>
      <OperationDialog operation={operation} onClose={() => setOperation(undefined)} />
    </Card>
  );
}
